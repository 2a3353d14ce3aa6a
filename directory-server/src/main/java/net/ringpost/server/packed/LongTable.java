// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.packed;

import java.util.Arrays;
import net.ringpost.sip.hash.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by number, in some twenty bytes each beside themselves. In parts, each of which grows by
 * itself: nobody waits for long, whoever looks meanwhile. The parts are few enough that the
 * processor keeps at hand what is read first of each. Safe for use by several threads.
 */
public final class LongTable {
  private static final int PARTS = 64;

  private final Part[] parts = new Part[PARTS];

  /** A table that keeps everything. */
  public LongTable() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A table that forgets a sixty-fourth of it when it would keep more than it should.
   *
   * @param most so many, at least 64
   */
  public LongTable(int most) {
    Arrays.setAll(parts, i -> new Part(most / PARTS));
  }

  /** A copy of what is kept under this number; null if nothing is. */
  public byte @Nullable [] get(long key) {
    long hash = hash(key);
    return part(hash).get(key, (int) hash);
  }

  /** Keeps this array, which must not change any more, in the place of what was there. */
  public void put(long key, byte[] value) {
    long hash = hash(key);
    part(hash).put(key, (int) hash, value);
  }

  /**
   * Keeps these bytes: in the array that was written for this number before, if it is as long, else
   * in this one. What is written again and again so neither ages as garbage nor makes an old object
   * point at a new one, which the collector would have to look after.
   */
  public void write(long key, byte[] value) {
    long hash = hash(key);
    part(hash).write(key, (int) hash, value);
  }

  /** Forgets what is there. */
  public void remove(long key) {
    long hash = hash(key);
    part(hash).remove(key, (int) hash);
  }

  /** Forgets everything. */
  public void clear() {
    for (Part p : parts) {
      p.clear();
    }
  }

  private Part part(long hash) {
    return parts[(int) (hash >>> 48) & PARTS - 1];
  }

  /** Neighbouring numbers land in different parts, and far from each other in one. */
  private static long hash(long key) {
    return Hash64.mix(0, key);
  }

  /**
   * Open addressing: the next free place from where the hash points, at most 4 in 5 places full.
   */
  private static final class Part {
    private static final int FEWEST = 8;

    private final int most;
    private long[] keys = new long[FEWEST];

    /** Null where a place is free. */
    private byte[][] values = new byte[FEWEST][];

    private int used;

    Part(int most) {
      this.most = most;
    }

    synchronized byte @Nullable [] get(long key, int hash) {
      byte[] value = values[place(key, hash)];
      return value == null ? null : value.clone();
    }

    private int place(long key, int hash) {
      int i = hash & keys.length - 1;
      while (values[i] != null && keys[i] != key) {
        i = i + 1 & keys.length - 1;
      }
      return i;
    }

    synchronized void put(long key, int hash, byte[] value) {
      if (used >= most) {
        clear();
      }
      int i = place(key, hash);
      used += values[i] == null ? 1 : 0;
      keys[i] = key;
      values[i] = value;
      if (used * 5 > keys.length * 4) {
        resize(keys.length * 2);
      }
    }

    synchronized void write(long key, int hash, byte[] value) {
      byte[] had = values[place(key, hash)];
      if (had != null && had.length == value.length) {
        System.arraycopy(value, 0, had, 0, value.length);
      } else {
        put(key, hash, value);
      }
    }

    synchronized void remove(long key, int hash) {
      int i = place(key, hash);
      if (values[i] != null) {
        values[i] = null;
        used--;
        close(i);
      }
    }

    /** Moves up what would no longer be found behind an empty place. */
    private void close(int empty) {
      int mask = keys.length - 1;
      int gap = empty;
      for (int i = gap + 1 & mask; values[i] != null; i = i + 1 & mask) {
        int home = (int) hash(keys[i]) & mask;
        if ((i - home & mask) >= (i - gap & mask)) {
          keys[gap] = keys[i];
          values[gap] = values[i];
          values[i] = null;
          gap = i;
        }
      }
    }

    private void resize(int places) {
      long[] oldKeys = keys;
      byte[][] oldValues = values;
      keys = new long[places];
      values = new byte[places][];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldValues[i] != null) {
          int to = place(oldKeys[i], (int) hash(oldKeys[i]));
          keys[to] = oldKeys[i];
          values[to] = oldValues[i];
        }
      }
    }

    synchronized void clear() {
      used = 0;
      keys = new long[FEWEST];
      values = new byte[FEWEST][];
    }
  }
}
