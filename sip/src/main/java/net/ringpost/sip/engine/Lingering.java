// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
final class Lingering extends Timed {
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

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }
  }

  private static final int LEAST = 64;
  private static final long NONE = -1;

  /** In front of each: when it ends, its hash, the length of its key and of what it holds. */
  private static final int HEAD = Long.BYTES + 3 * Integer.BYTES;

  private final Deadlines deadlines;
  private final long seed;
  private final Pages pages = new Pages();

  /** Places in the pages by hash, with linear probing; {@link #NONE} where there is none. */
  private long[] places = empty(LEAST);

  private int[] hashes = new int[LEAST];
  private int size;
  private long latest;

  /**
   * @param seed hard to guess: who could choose keys of one hash could make each look-up slow
   */
  Lingering(Deadlines deadlines, long seed) {
    this.deadlines = deadlines;
    this.seed = seed;
  }

  private static long[] empty(int length) {
    long[] places = new long[length];
    Arrays.fill(places, NONE);
    return places;
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
    if (2 * size >= places.length) {
      resize(2 * places.length);
    }
    latest = size == 0 ? endAt : Math.max(latest, endAt);
    byte[] name = bytes(kind, key);
    int hash = hash(kind, key);
    ByteBuffer out = pages.append(HEAD + name.length + what.length);
    long place = pages.last();
    out.putLong(latest).putInt(hash).putInt(name.length).putInt(what.length).put(name).put(what);
    int slot = hash & (places.length - 1);
    while (places[slot] != NONE) {
      slot = (slot + 1) & (places.length - 1);
    }
    places[slot] = place;
    hashes[slot] = hash;
    if (size++ == 0) {
      deadlines.set(this, latest);
    }
  }

  /** What was added by this key, or null if it was not, or is over. */
  byte @Nullable [] find(Kind kind, TransactionKey key) {
    if (size == 0) {
      return null;
    }
    int mask = places.length - 1;
    int hash = hash(kind, key);
    for (int slot = hash & mask; places[slot] != NONE; slot = (slot + 1) & mask) {
      if (hashes[slot] == hash) {
        byte[] found = at(places[slot], kind, key);
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
    if (!Arrays.equals(name, bytes(kind, key))) {
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
      int hash = oldest.getInt();
      remove(pages.first(), hash);
      pages.dropFirst(HEAD + oldest.getInt() + oldest.getInt());
    }
    deadlines.set(this, Timers.NEVER);
    resize(LEAST);
  }

  private void remove(long place, int hash) {
    int mask = places.length - 1;
    int gap = hash & mask;
    while (places[gap] != place) {
      gap = (gap + 1) & mask;
    }
    size--;
    // Those behind move up, so that no search ends before it should.
    for (int i = (gap + 1) & mask; places[i] != NONE; i = (i + 1) & mask) {
      if (((i - hashes[i]) & mask) >= ((i - gap) & mask)) {
        places[gap] = places[i];
        hashes[gap] = hashes[i];
        gap = i;
      }
    }
    places[gap] = NONE;
    if (places.length > LEAST && 8 * size < places.length) {
      resize(places.length / 2);
    }
  }

  private void resize(int length) {
    long[] before = places;
    int[] hashesBefore = hashes;
    places = empty(length);
    hashes = new int[length];
    for (int i = 0; i < before.length; i++) {
      if (before[i] != NONE) {
        int slot = hashesBefore[i] & (length - 1);
        while (places[slot] != NONE) {
          slot = (slot + 1) & (length - 1);
        }
        places[slot] = before[i];
        hashes[slot] = hashesBefore[i];
      }
    }
  }

  private static byte[] bytes(Kind kind, TransactionKey key) {
    return (kind.mark + " " + key.method() + " " + key.branch()).getBytes(StandardCharsets.UTF_8);
  }

  private int hash(Kind kind, TransactionKey key) {
    String branch = key.branch();
    int length = branch.length();
    long h = seed + 31L * (key.method().hashCode() + 31L * length) + kind.mark;
    // Four characters at a time: each step waits for the one before.
    for (int i = 0; i < length; i += 4) {
      long four = branch.charAt(i);
      for (int k = i + 1; k < Math.min(length, i + 4); k++) {
        four = four << Character.SIZE | branch.charAt(k);
      }
      h = (h ^ four) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return (int) h;
  }
}
