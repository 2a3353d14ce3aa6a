// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/** Copies the parts of a message into one array. */
final class Detacher {
  private final byte[] array;
  private int size;

  /** Takes this message's parts, each once. */
  Detacher(SipMessage message) {
    int length = message.startLine().length() + message.bodySlice().length();
    for (HeaderField f : message.headers()) {
      length += f.length();
    }
    array = new byte[length];
  }

  Slice copy(Slice part) {
    int at = size;
    part.writeTo(this::put);
    return Slice.of(array, at, size - at);
  }

  Headers copy(Headers headers) {
    HeaderField[] fields = new HeaderField[headers.size()];
    for (int i = 0; i < fields.length; i++) {
      HeaderField field = headers.get(i);
      fields[i] = field.movedTo(array, size);
      field.writeTo(this::put);
    }
    return Headers.adopt(fields, fields.length);
  }

  private void put(byte[] bytes, int offset, int length) {
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
  }
}
