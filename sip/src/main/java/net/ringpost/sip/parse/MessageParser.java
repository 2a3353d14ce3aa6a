// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Slice;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.parse.Parsed.KeepAlive;
import net.ringpost.sip.parse.Parsed.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to a message (RFC 3261 §7): start line, header fields and body are found in one pass; what
 * is in the headers is left for later. Never throws on bad input.
 */
public final class MessageParser {
  private MessageParser() {}

  /** {@link #parse(byte[], int, int, Framing, Limits)} with the default limits. */
  public static Parsed parse(byte[] buf, int off, int len, Framing framing) {
    return parse(buf, off, len, framing, Limits.DEFAULT);
  }

  /**
   * Reads one message.
   *
   * @param buf belongs to the message from now on and must not be changed
   * @param framing on a datagram, bytes after the body are ignored and Content-Length may be
   *     missing; on a stream the bytes must be exactly one message, as {@link StreamFramer} cuts
   *     them
   */
  public static Parsed parse(byte[] buf, int off, int len, Framing framing, Limits limits) {
    int end = off + len;
    int start = off;
    // RFC 3261 §7.5: empty lines before the start line are ignored.
    while (start + 1 < end && buf[start] == '\r' && buf[start + 1] == '\n') {
      start += 2;
    }
    if (start == end) {
      return keepAlive(len);
    }
    int lineEnd = start;
    while (lineEnd < end && buf[lineEnd] != '\r' && buf[lineEnd] != '\n') {
      lineEnd++;
    }
    HeadParser head = new HeadParser(buf, Math.min(end, lineEnd + 2), end, limits);
    if (lineEnd + 1 >= end || buf[lineEnd] != '\r' || buf[lineEnd + 1] != '\n') {
      head.fail(lineEnd, "first line does not end in CRLF", Status.BAD_REQUEST);
    }
    StartLine line = StartLine.read(buf, start, lineEnd, head, limits);
    int bodyStart = head.read();
    if (bodyStart - start > limits.headerBytes()) {
      head.fail(start, "headers too long", Status.MESSAGE_TOO_LARGE);
    }
    int bodyLength = bodyLength(head, bodyStart, end, framing);
    SipMessage message = line.message(head.headers(), Slice.of(buf, bodyStart, bodyLength));
    head.judgeLines(message instanceof SipResponse);
    return outcome(head, message);
  }

  private static Parsed keepAlive(int len) {
    if (len == 4) {
      return KeepAlive.PING;
    }
    return len == 2
        ? KeepAlive.PONG
        : new Malformed(0, "no message", Status.BAD_REQUEST, null, true);
  }

  /** RFC 3261 §18.3. */
  private static int bodyLength(HeadParser head, int bodyStart, int end, Framing framing) {
    int rest = end - bodyStart;
    int length = head.contentLength;
    if (length >= 0 && length <= rest) {
      return length;
    }
    if (length == ContentLength.INVALID) {
      head.fail(bodyStart, "Content-Length is no single number", Status.BAD_REQUEST);
    } else if (length > rest) {
      head.fail(end, "body is shorter than Content-Length", Status.BAD_REQUEST);
    } else if (framing == Framing.STREAM) {
      head.fail(bodyStart, "Content-Length missing on a stream", Status.BAD_REQUEST);
      return 0;
    }
    return rest;
  }

  private static Parsed outcome(HeadParser head, @Nullable SipMessage message) {
    if (head.error == null && message != null) {
      return new Parsed.Message(message);
    }
    String reason = head.error == null ? "no message" : head.error;
    return new Malformed(
        Math.max(0, head.errorOffset),
        reason,
        head.errorStatus,
        answerable(message),
        head.contentLength >= 0);
  }

  /**
   * RFC 3261 §8.1.3.1, §17.1.1.3: neither a response nor an ACK is ever answered; and an answer
   * without Via would be matched by nobody.
   */
  static @Nullable SipRequest answerable(@Nullable SipMessage message) {
    if (!(message instanceof SipRequest request) || request.method().equals(Method.ACK)) {
      return null;
    }
    Headers headers = request.headers();
    return headers.has(HeaderName.VIA) ? request : null;
  }
}
