// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a DTLS 1.2 handshake (RFC 6347) into an order in which the library can read
 * them, one at a time. The library moves to the new keys with a ChangeCipherSpec, and is blind to
 * records without encryption from then on: if CertificateVerify was lost before it, or came after
 * it, no repetition could be read any more. So the ChangeCipherSpec waits until each message before
 * it is there, and what is encrypted waits for the ChangeCipherSpec.
 *
 * <p>For one thread at a time.
 */
final class RecordOrder {
  private static final int RECORD_HEADER = 13;
  private static final int MESSAGE_HEADER = 12;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;

  /** As many messages ahead of the next are read as the library reads. */
  private static final int AHEAD = 16;

  /** More than a handshake's longest message, a certificate, needs. */
  private static final int LONGEST = 1 << 16;

  /** Encrypted records that may wait: a Finished and its repetitions. */
  private static final int HELD = 8;

  private final Map<Integer, Message> incomplete = new HashMap<>();
  private final Deque<byte[]> encrypted = new ArrayDeque<>();
  private byte @Nullable [] changeCipherSpec;
  private int next;
  private boolean complete;
  private boolean changed;

  private record Message(int type, int length, BitSet there) {
    boolean whole() {
      return there.cardinality() == length;
    }
  }

  /**
   * @param server whether we are the server, whose client proves itself by a CertificateVerify; the
   *     server's last flight, to a client, is nothing but ChangeCipherSpec and Finished
   */
  RecordOrder(boolean server) {
    complete = !server;
  }

  /**
   * Takes a received datagram, with any number of records.
   *
   * @param answered whether our flight has just been sent (again): what only repeats messages that
   *     were received then tells nothing, and is left out. The library would send the flight once
   *     more for each, and wait twice as long before it does so by itself
   * @return the records that can be read now, in this order; maybe none
   */
  List<byte[]> received(byte[] datagram, boolean answered) {
    List<byte[]> out = new ArrayList<>();
    int at = 0;
    while (at + RECORD_HEADER <= datagram.length) {
      int end = at + RECORD_HEADER + uint(datagram, at + 11, 2);
      if (end > datagram.length) {
        break;
      }
      boolean all = at == 0 && end == datagram.length;
      record(all ? datagram : Arrays.copyOfRange(datagram, at, end), answered, out);
      at = end;
    }
    return out;
  }

  private void record(byte[] record, boolean answered, List<byte[]> out) {
    if (changed) {
      out.add(record);
    } else if (uint(record, 3, 2) != 0) {
      if (encrypted.size() == HELD) {
        encrypted.removeFirst();
      }
      encrypted.addLast(record);
    } else if (record[0] == CHANGE_CIPHER_SPEC) {
      changeCipherSpec = record;
    } else if (record[0] != HANDSHAKE || messages(record) || !answered) {
      out.add(record);
    }
    release(out);
  }

  private void release(List<byte[]> out) {
    byte[] ccs = changeCipherSpec;
    if (complete && ccs != null) {
      changed = true;
      changeCipherSpec = null;
      incomplete.clear();
      out.add(ccs);
      out.addAll(encrypted);
      encrypted.clear();
    }
  }

  /** Whether there is anything in it that was not received before. */
  private boolean messages(byte[] record) {
    boolean anew = false;
    int at = RECORD_HEADER;
    while (at + MESSAGE_HEADER <= record.length) {
      int from = uint(record, at + 6, 3);
      int length = uint(record, at + 9, 3);
      int end = at + MESSAGE_HEADER + length;
      if (end > record.length) {
        return true;
      }
      int sequence = uint(record, at + 4, 2);
      anew |= sequence >= next;
      fragment(record[at], uint(record, at + 1, 3), sequence, from, length);
      at = end;
    }
    return anew;
  }

  private void fragment(int type, int whole, int sequence, int from, int length) {
    if (sequence < next || sequence >= next + AHEAD || whole > LONGEST || from + length > whole) {
      return;
    }
    Message m =
        incomplete.computeIfAbsent(sequence, s -> new Message(type, whole, new BitSet(whole)));
    if (m.type != type || m.length != whole) {
      return;
    }
    m.there.set(from, from + length);
    for (Message n = m; n != null && n.whole(); n = incomplete.get(next)) {
      if (!incomplete.remove(next, n)) {
        return;
      }
      next++;
      complete |= n.type == CERTIFICATE_VERIFY;
    }
  }

  private static int uint(byte[] data, int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (data[at + i] & 0xff);
    }
    return value;
  }
}
