// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.HashMap;
import java.util.Map;

/**
 * Places for requests that wait because somebody guesses at their account: a few for each account,
 * so that guessing from many addresses is slow, and not too many in all. On the signalling loop.
 */
final class DelayedAttempts {
  private static final int OF_ONE_ACCOUNT = 8;
  private static final int IN_ALL = 1000;

  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /** Takes a place; false if there is none. */
  boolean take(String account) {
    int had = taken.getOrDefault(account, 0);
    if (had == OF_ONE_ACCOUNT || all == IN_ALL) {
      return false;
    }
    taken.put(account, had + 1);
    all++;
    return true;
  }

  /** Gives a place back that was taken. */
  void release(String account) {
    int had = taken.getOrDefault(account, 0);
    if (had > 1) {
      taken.put(account, had - 1);
    } else {
      taken.remove(account);
    }
    all--;
  }
}
