// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

/**
 * When something happened last, by a hash that stands for its name. In two arrays of one size: a
 * busy server notes thousands a second, which as objects would age in memory. Each hash has a few
 * places; where more are needed, the oldest is forgotten. Until the first is noted it takes no
 * room.
 */
final class RecentTimes {
  private static final int PLACES_OF_ONE = 4;

  /** So that what is remembered rarely meets in the same few places. */
  private static final int ROOM = 2;

  /** A free place. No name's hash: that one is taken for another, see {@link #put}. */
  private static final long FREE = 0;

  private final int places;
  private long[] names = {};
  private long[] times = {};

  /**
   * @param capacity how many are remembered, with some luck; above 0
   */
  RecentTimes(int capacity) {
    places = Math.max(PLACES_OF_ONE, Integer.highestOneBit(ROOM * capacity - 1) * 2);
  }

  /**
   * Notes it.
   *
   * @param name a hash, of which the low bits must be as hard to foresee as the others
   */
  void put(long name, long nowNanos) {
    if (names.length == 0) {
      names = new long[places];
      times = new long[places];
    }
    long known = name == FREE ? 1 : name;
    int first = first(known);
    int place = first;
    for (int i = first; i < first + PLACES_OF_ONE; i++) {
      if (names[i] == known) {
        place = i;
        break;
      }
      if (names[place] != FREE && (names[i] == FREE || times[i] - times[place] < 0)) {
        place = i;
      }
    }
    names[place] = known;
    times[place] = nowNanos;
  }

  /** Whether it was noted at most so long ago, and is not forgotten. */
  boolean within(long name, long nanos, long nowNanos) {
    if (names.length == 0) {
      return false;
    }
    long known = name == FREE ? 1 : name;
    int first = first(known);
    for (int i = first; i < first + PLACES_OF_ONE; i++) {
      if (names[i] == known) {
        return nowNanos - times[i] <= nanos;
      }
    }
    return false;
  }

  private int first(long name) {
    return (int) name & (places - 1) & -PLACES_OF_ONE;
  }
}
