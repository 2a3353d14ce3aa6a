// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** Something with a deadline, which knows its place in the {@link TimerQueue}. */
abstract class QueuedTimer {
  /** On the scale of {@link System#nanoTime()}; changed by {@link TimerQueue} only. */
  long due = Timers.NEVER;

  /** The place in the heap; -1 if not in it. */
  int place = -1;

  /** The chain that it is in, and its neighbours there; null if it is in none, or at its end. */
  @Nullable TimerChain chain;

  @Nullable QueuedTimer before;
  @Nullable QueuedTimer after;

  /** The deadline has come. */
  abstract void onDue(long now);
}
