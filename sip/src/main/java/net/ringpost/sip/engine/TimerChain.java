// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import org.jspecify.annotations.Nullable;

/**
 * TimerQueue that were set in the order in which they come: adding and removing one costs the same
 * however many there are.
 */
final class TimerChain {
  private @Nullable QueuedTimer first;
  private @Nullable QueuedTimer last;

  @Nullable QueuedTimer first() {
    return first;
  }

  @Nullable QueuedTimer last() {
    return last;
  }

  /** Adds the latest of all. */
  void add(QueuedTimer entry) {
    QueuedTimer before = last;
    entry.chain = this;
    entry.before = before;
    if (before == null) {
      first = entry;
    } else {
      before.after = entry;
    }
    last = entry;
  }

  void remove(QueuedTimer entry) {
    QueuedTimer before = entry.before;
    QueuedTimer after = entry.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    entry.chain = null;
    entry.before = null;
    entry.after = null;
  }
}
