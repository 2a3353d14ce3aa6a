// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.util.Arrays;
import java.util.OptionalLong;
import net.ringpost.sip.message.ByteSink;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipMessage;

/**
 * A message to bytes. What was received and not touched is copied as it came. Content-Length always
 * fits the body: a wrong one is replaced, and on a stream a missing one is added.
 */
public final class MessageWriter {
  private static final byte[] CRLF = {'\r', '\n'};

  private MessageWriter() {}

  /** Writes the message. */
  public static void write(SipMessage message, Framing framing, ByteSink sink) {
    Headers headers = lengthened(message, framing);
    message.startLine().writeTo(sink);
    sink.put(CRLF);
    headers.writeTo(sink);
    sink.put(CRLF);
    message.bodySlice().writeTo(sink);
  }

  /** The message in an array of its own. */
  public static byte[] toBytes(SipMessage message, Framing framing) {
    Array array = new Array(size(message) + 32);
    write(message, framing, array);
    return array.toBytes();
  }

  /** How many bytes the message has, not counting a Content-Length that has yet to be added. */
  public static int size(SipMessage message) {
    return message.size();
  }

  private static Headers lengthened(SipMessage message, Framing framing) {
    Headers headers = message.headers();
    HeaderField field = headers.field(HeaderName.CONTENT_LENGTH);
    int length = message.bodySlice().length();
    if (field == null ? framing == Framing.DATAGRAM : says(message, length)) {
      return headers;
    }
    return headers.edit().set(HeaderName.CONTENT_LENGTH, Integer.toString(length)).build();
  }

  private static boolean says(SipMessage message, int length) {
    try {
      OptionalLong said = message.contentLength();
      return said.isPresent() && said.getAsLong() == length;
    } catch (MalformedException e) {
      return false;
    }
  }

  private static final class Array implements ByteSink {
    private byte[] bytes;
    private int size;

    Array(int capacity) {
      bytes = new byte[capacity];
    }

    @Override
    public void put(byte[] source, int offset, int length) {
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
      }
      System.arraycopy(source, offset, bytes, size, length);
      size += length;
    }

    byte[] toBytes() {
      return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
  }
}
