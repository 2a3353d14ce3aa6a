// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A response in one array: to be kept for a while, many thousands of them on a busy server, without
 * the request whose headers it shares. Equal to another of the same bytes.
 */
public final class PackedResponse {
  private static final int CODE = "SIP/2.0 ".length();
  private static final int REASON = CODE + "200 ".length();

  /** Start line, fields and body, with the length of each and the number of fields before them. */
  private final byte[] bytes;

  private PackedResponse(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs a response. */
  public static PackedResponse of(SipResponse response) {
    Headers headers = response.headers();
    int size = 3 * Integer.BYTES + response.startLine().length() + response.bodySlice().length();
    for (int i = 0; i < headers.size(); i++) {
      size += Integer.BYTES + headers.get(i).length();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    ByteSink sink = out::put;
    out.putInt(response.startLine().length());
    response.startLine().writeTo(sink);
    out.putInt(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      HeaderField field = headers.get(i);
      out.putInt(field.length());
      field.writeTo(sink);
    }
    out.putInt(response.bodySlice().length());
    response.bodySlice().writeTo(sink);
    return new PackedResponse(out.array());
  }

  /** The one with these {@link #bytes()}; the array is not copied. */
  public static PackedResponse of(byte[] packed) {
    return new PackedResponse(packed);
  }

  /** All of it; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The response as it was. */
  public SipResponse unpack() {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Slice line = slice(in);
    HeaderField[] fields = new HeaderField[in.getInt()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field(in);
    }
    String text = line.toString();
    String reason = text.substring(Math.min(text.length(), REASON));
    return SipResponse.received(
        line, status(text), reason, Headers.adopt(fields, fields.length), slice(in));
  }

  private static Status status(String line) {
    return Status.of(Integer.parseInt(line, CODE, REASON - 1, 10));
  }

  private Slice slice(ByteBuffer in) {
    int length = in.getInt();
    int start = in.position();
    in.position(start + length);
    return Slice.of(bytes, start, length);
  }

  private HeaderField field(ByteBuffer in) {
    int length = in.getInt();
    int start = in.position();
    int colon = start;
    while (bytes[colon] != ':') {
      colon++;
    }
    int end = colon;
    while (Grammar.isBlank(bytes[end - 1])) {
      end--;
    }
    HeaderName name = Objects.requireNonNull(HeaderName.of(bytes, start, end - start));
    in.position(start + length);
    return HeaderField.received(name, bytes, start, colon + 1, start + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedResponse p && Arrays.equals(bytes, p.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** For people. */
  @Override
  public String toString() {
    return "packed in " + bytes.length + " bytes";
  }
}
