// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import org.jspecify.annotations.Nullable;

/**
 * Deadlines that were set in the order in which they come: adding and removing one costs the same
 * however many there are.
 */
final class DeadlineChain {
  private @Nullable Timed first;
  private @Nullable Timed last;

  @Nullable Timed first() {
    return first;
  }

  @Nullable Timed last() {
    return last;
  }

  /** Adds the latest of all. */
  void add(Timed entry) {
    Timed before = last;
    entry.chain = this;
    entry.before = before;
    if (before == null) {
      first = entry;
    } else {
      before.after = entry;
    }
    last = entry;
  }

  void remove(Timed entry) {
    Timed before = entry.before;
    Timed after = entry.after;
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
