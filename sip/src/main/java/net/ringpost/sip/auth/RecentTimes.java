// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.Map;

/** When something happened last, by key; the oldest are dropped first. */
final class RecentTimes {
  private final Map<String, Long> times;

  RecentTimes(int capacity) {
    times = new LeakyBuckets.Bounded<>(capacity);
  }

  void put(String key, long nowNanos) {
    times.remove(key);
    times.put(key, nowNanos);
  }

  boolean within(String key, long nanos, long nowNanos) {
    Long last = times.get(key);
    return last != null && nowNanos - last <= nanos;
  }
}
