// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes elements of EBML (RFC 8794) one after the other. */
final class Ebml {
  /** The size of an element that ends where its parent does, in eight bytes: RFC 8794 §6.2. */
  private static final long UNKNOWN = 0x01FF_FFFF_FFFF_FFFFL;

  private static final int LONGEST_SIZE = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An element with these bytes. */
  Ebml bytes(int id, byte[] content) {
    head(id, content.length);
    out.writeBytes(content);
    return this;
  }

  /** An element that holds others. */
  Ebml master(int id, Ebml content) {
    return bytes(id, content.toBytes());
  }

  /** An unsigned number, in as few bytes as it needs. */
  Ebml number(int id, long value) {
    int length = Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 7) / 8);
    byte[] all = ByteBuffer.allocate(8).putLong(value).array();
    byte[] content = new byte[length];
    System.arraycopy(all, 8 - length, content, 0, length);
    return bytes(id, content);
  }

  /** An unsigned number in eight bytes, so that its place is known before it is. */
  Ebml wide(int id, long value) {
    return bytes(id, ByteBuffer.allocate(8).putLong(value).array());
  }

  Ebml decimal(int id, double value) {
    return bytes(id, ByteBuffer.allocate(8).putDouble(value).array());
  }

  Ebml text(int id, String value) {
    return bytes(id, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** What comes before an element's content; the size takes eight bytes. */
  Ebml open(int id, long size) {
    id(id);
    out.writeBytes(ByteBuffer.allocate(8).putLong(1L << 56 | size).array());
    return this;
  }

  /** What comes before the content of an element whose size nobody knows yet. */
  Ebml openEndless(int id) {
    id(id);
    out.writeBytes(ByteBuffer.allocate(8).putLong(UNKNOWN).array());
    return this;
  }

  /** What comes before an element's content, as short as possible. */
  Ebml head(int id, long size) {
    id(id);
    int length = sizeLength(size);
    long coded = size | 1L << (7 * length);
    for (int i = length - 1; i >= 0; i--) {
      out.write((int) (coded >> (8 * i)));
    }
    return this;
  }

  /** Bytes as they are. */
  Ebml raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private static int sizeLength(long size) {
    int length = 1;
    // All ones would say "unknown".
    while (length < LONGEST_SIZE && size >= (1L << (7 * length)) - 1) {
      length++;
    }
    return length;
  }

  /** How many bytes {@link #head} takes. */
  static int headLength(int id, long size) {
    return idLength(id) + sizeLength(size);
  }

  private static int idLength(int id) {
    return (32 - Integer.numberOfLeadingZeros(id) + 7) / 8;
  }

  private void id(int id) {
    for (int i = idLength(id) - 1; i >= 0; i--) {
      out.write(id >> (8 * i));
    }
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
