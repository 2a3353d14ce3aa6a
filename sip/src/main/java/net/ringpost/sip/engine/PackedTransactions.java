// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.ringpost.sip.hash.Hash64;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Transactions for which all is done, and which for a while only wait for what is repeated:
 * requests that have their final response (RFC 3261 §17.2.2, timer J), INVITEs that were proxied
 * and accepted (RFC 6026, timers L and M), and those whose refusal was acknowledged (RFC 3261
 * §17.2.1, timer I). A busy server has a hundred thousand of them, nearly none of which is ever
 * asked for; as objects they would be most of what the garbage collector has to copy. So they lie
 * in pages of bytes, in the order in which they end, and are found by a table of hashes.
 */
final class PackedTransactions extends QueuedTimer {
  /** What it was; each has keys of its own. */
  enum Kind {
    /** A request that was received and finally answered; with it is kept its answer. */
    ANSWERED('a'),
    /** An INVITE that was received, proxied and accepted; with it is kept the tag of the answer. */
    ACCEPTED('i'),
    /** One of the INVITEs that it was sent on as; with it is kept where the first came from. */
    BRANCH('b'),
    /** An INVITE whose refusal was acknowledged; with it is kept the tag of the answer. */
    REFUSED('r');

    private final byte mark;

    Kind(char mark) {
      this.mark = (byte) mark;
    }
  }

  private static final int LEAST = 64;
  private static final long NONE = -1;

  /** In front of each: when it ends, its hash, the length of its key and of what it holds. */
  private static final int HEAD = Long.BYTES + 3 * Integer.BYTES;

  private static final long PLACE = (1L << PagedByteQueue.PLACE_BITS) - 1;

  private final TimerQueue deadlines;
  private final PagedByteQueue pages = new PagedByteQueue();

  /**
   * By hash, with linear probing: above, what there is room for of the hash; below, the place in
   * the pages. {@link #NONE} where there is none.
   */
  private long[] entries = empty(LEAST);

  private int size;
  private long latest;

  PackedTransactions(TimerQueue deadlines) {
    this.deadlines = deadlines;
  }

  private static long[] empty(int length) {
    long[] entries = new long[length];
    Arrays.fill(entries, NONE);
    return entries;
  }

  int size() {
    return size;
  }

  /**
   * Keeps it until its time is over, or until those that were added before have ended.
   *
   * @param what found by the key from now on
   */
  void add(Kind kind, TransactionKey key, byte[] what, long endAt) {
    if (2 * size >= entries.length) {
      resize(2 * entries.length);
    }
    latest = size == 0 ? endAt : Math.max(latest, endAt);
    byte[] name = name(kind, key);
    int hash = hash(kind, key);
    ByteBuffer out = pages.append(HEAD + name.length + what.length);
    insert((long) hash << PagedByteQueue.PLACE_BITS | pages.last());
    out.putLong(latest).putInt(hash).putInt(name.length).putInt(what.length).put(name).put(what);
    if (size++ == 0) {
      deadlines.set(this, latest);
    }
  }

  private void insert(long entry) {
    int slot = home(entry);
    while (entries[slot] != NONE) {
      slot = (slot + 1) & (entries.length - 1);
    }
    entries[slot] = entry;
  }

  private int home(long entry) {
    return (int) (entry >>> PagedByteQueue.PLACE_BITS) & (entries.length - 1);
  }

  /** What was added by this key, or null if it was not, or is over. */
  byte @Nullable [] find(Kind kind, TransactionKey key) {
    if (size == 0) {
      return null;
    }
    int mask = entries.length - 1;
    long wanted = (long) hash(kind, key) << PagedByteQueue.PLACE_BITS;
    for (int slot = home(wanted); entries[slot] != NONE; slot = (slot + 1) & mask) {
      if ((entries[slot] & ~PLACE) == wanted) {
        byte[] found = at(entries[slot] & PLACE, kind, key);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private byte @Nullable [] at(long place, Kind kind, TransactionKey key) {
    ByteBuffer in = pages.at(place);
    in.position(in.position() + Long.BYTES + Integer.BYTES);
    byte[] name = new byte[in.getInt()];
    byte[] what = new byte[in.getInt()];
    in.get(name);
    if (!Arrays.equals(name, name(kind, key))) {
      return null;
    }
    in.get(what);
    return what;
  }

  /** Forgets those whose time is over. */
  @Override
  void onDue(long now) {
    while (size > 0) {
      ByteBuffer oldest = pages.at(pages.first());
      long endAt = oldest.getLong();
      if (endAt > now) {
        deadlines.set(this, endAt);
        return;
      }
      remove((long) oldest.getInt() << PagedByteQueue.PLACE_BITS | pages.first());
      pages.dropFirst(HEAD + oldest.getInt() + oldest.getInt());
    }
    deadlines.set(this, Timers.NEVER);
    resize(LEAST);
  }

  private void remove(long entry) {
    int mask = entries.length - 1;
    int gap = home(entry);
    while (entries[gap] != entry) {
      gap = (gap + 1) & mask;
    }
    size--;
    // Those behind move up, so that no search ends before it should.
    for (int i = (gap + 1) & mask; entries[i] != NONE; i = (i + 1) & mask) {
      if (((i - home(entries[i])) & mask) >= ((i - gap) & mask)) {
        entries[gap] = entries[i];
        gap = i;
      }
    }
    entries[gap] = NONE;
    if (entries.length > LEAST && 8 * size < entries.length) {
      resize(entries.length / 2);
    }
  }

  private void resize(int length) {
    long[] before = entries;
    entries = empty(length);
    for (long entry : before) {
      if (entry != NONE) {
        insert(entry);
      }
    }
  }

  private static byte[] name(Kind kind, TransactionKey key) {
    byte[] branch = key.branch().getBytes(StandardCharsets.UTF_8);
    byte[] method = key.method().token().getBytes(StandardCharsets.UTF_8);
    byte[] name = new byte[2 + method.length + branch.length];
    name[0] = kind.mark;
    System.arraycopy(method, 0, name, 1, method.length);
    // No method has a blank in it.
    name[1 + method.length] = ' ';
    System.arraycopy(branch, 0, name, 2 + method.length, branch.length);
    return name;
  }

  private static int hash(Kind kind, TransactionKey key) {
    return (int) (Hash64.mix(key.hash(), kind.mark) >>> PagedByteQueue.PLACE_BITS);
  }
}
