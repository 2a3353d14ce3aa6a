// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.transaction.Timers;

/** Something with a deadline, which knows its place in the {@link Deadlines}. */
abstract class Timed {
  /** On the scale of {@link System#nanoTime()}; changed by {@link Deadlines} only. */
  long due = Timers.NEVER;

  /** The place in the heap; -1 if not in it. */
  int place = -1;

  /** The deadline has come. */
  abstract void onDue(long now);
}
