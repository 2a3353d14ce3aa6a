// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.ringpost.sip.message.PackedResponse;
import net.ringpost.sip.transaction.NonInviteServer;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Requests other than INVITE that came over UDP and have their final response, which is repeated
 * for half a minute if they are (RFC 3261 §17.2.2, timer J). A busy server has a hundred thousand
 * of them, nearly none of which is ever asked for; as objects they would be most of what the
 * garbage collector has to copy. So they lie in pages of bytes, in the order in which they end, and
 * are found by a table of hashes.
 */
final class AnsweredRequests extends Timed {
  private static final int LEAST = 64;
  private static final long NONE = -1;

  /** In front of each: when it ends, its hash, the length of its key and of its response. */
  private static final int HEAD = Long.BYTES + 3 * Integer.BYTES;

  private final Deadlines deadlines;
  private final long seed;
  private final Pages pages = new Pages();

  /** Places in the pages by hash, with linear probing; {@link #NONE} where there is none. */
  private long[] places = empty(LEAST);

  private int[] hashes = new int[LEAST];
  private int size;

  /**
   * @param seed hard to guess: who could choose keys of one hash could make each look-up slow
   */
  AnsweredRequests(Deadlines deadlines, long seed) {
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

  /** Keeps it until its time is over; that of one that is added later must not come earlier. */
  void add(TransactionKey key, NonInviteServer.Completed completed) {
    if (2 * size >= places.length) {
      resize(2 * places.length);
    }
    byte[] name = bytes(key);
    PackedResponse response = completed.response();
    int hash = hash(key);
    ByteBuffer out = pages.append(HEAD + name.length + response.size());
    long place = pages.last();
    out.putLong(completed.endAt()).putInt(hash).putInt(name.length).putInt(response.size());
    out.put(name);
    response.writeTo(out);
    int slot = hash & (places.length - 1);
    while (places[slot] != NONE) {
      slot = (slot + 1) & (places.length - 1);
    }
    places[slot] = place;
    hashes[slot] = hash;
    if (size++ == 0) {
      deadlines.set(this, completed.endAt());
    }
  }

  /** The transaction's state, or null if there is none. */
  NonInviteServer.@Nullable Completed find(TransactionKey key) {
    if (size == 0) {
      return null;
    }
    int hash = hash(key);
    for (int slot = hash & (places.length - 1);
        places[slot] != NONE;
        slot = (slot + 1) & (places.length - 1)) {
      if (hashes[slot] == hash) {
        NonInviteServer.Completed found = at(places[slot], key);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private NonInviteServer.@Nullable Completed at(long place, TransactionKey key) {
    ByteBuffer in = pages.at(place);
    long endAt = in.getLong();
    in.getInt();
    byte[] name = new byte[in.getInt()];
    byte[] response = new byte[in.getInt()];
    in.get(name);
    if (!Arrays.equals(name, bytes(key))) {
      return null;
    }
    in.get(response);
    return new NonInviteServer.Completed(PackedResponse.of(response), endAt);
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

  private static byte[] bytes(TransactionKey key) {
    return (key.method() + " " + key.branch()).getBytes(StandardCharsets.UTF_8);
  }

  private int hash(TransactionKey key) {
    long h = seed + key.method().hashCode();
    String branch = key.branch();
    for (int i = 0; i < branch.length(); i++) {
      h = (h ^ branch.charAt(i)) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return (int) h;
  }
}
