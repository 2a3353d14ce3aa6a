// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts that decay, by key; the keys counted longest ago are dropped first. */
final class LeakyBuckets {
  private record Bucket(double level, long atNanos) {}

  private final int size;
  private final double leakPerNano;
  private final Map<String, Bucket> buckets;

  LeakyBuckets(int size, long windowNanos, int capacity) {
    this.size = size;
    this.leakPerNano = (double) size / windowNanos;
    this.buckets = new Bounded<>(capacity);
  }

  void add(String key, long nowNanos) {
    // Put again at the end of the order, as the latest.
    double level = level(buckets.remove(key), nowNanos);
    buckets.put(key, new Bucket(Math.min(size, level + 1), nowNanos));
  }

  /** How long until one more fits in; 0 if it does now. */
  long waitNanos(String key, long nowNanos) {
    double over = level(buckets.get(key), nowNanos) + 1 - size;
    return over <= 0 ? 0 : (long) Math.ceil(over / leakPerNano);
  }

  private double level(@Nullable Bucket bucket, long nowNanos) {
    return bucket == null
        ? 0
        : Math.max(0, bucket.level - (nowNanos - bucket.atNanos) * leakPerNano);
  }

  /** A map that drops its oldest entry when it is full. */
  static final class Bounded<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    Bounded(int capacity) {
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > capacity;
    }
  }
}
