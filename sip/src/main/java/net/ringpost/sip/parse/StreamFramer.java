// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.util.Arrays;
import net.ringpost.sip.message.Grammar;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.parse.Parsed.KeepAlive;
import net.ringpost.sip.parse.Parsed.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into messages by their Content-Length (RFC 3261 §18.3) and keep-alives
 * (RFC 5626 §3.5.1). Bytes go in as they come, in pieces of any size; {@link #next} gives what is
 * complete. For one connection and one thread.
 */
public final class StreamFramer {
  /** Which end opened the connection: that end sends the pings (RFC 5626 §4.4.1). */
  public enum Side {
    /** The peer connected to us: CRLF CRLF is its ping, a single CRLF means nothing. */
    ACCEPTED,
    /** We connected: a CRLF between messages is the answer to our ping. */
    OPENED
  }

  private final Side side;
  private final Limits limits;
  private byte[] buf = new byte[2048];
  private int start;
  private int end;

  /** How far the current message was searched for the end of its headers. */
  private int scanned;

  /** Length of the current message's headers, 0 while unknown, and of the whole message. */
  private int headLength;

  private int messageLength;
  private boolean broken;

  /** A framer with the default limits. */
  public StreamFramer(Side side) {
    this(side, Limits.DEFAULT);
  }

  /** A framer with these limits. */
  public StreamFramer(Side side, Limits limits) {
    this.side = side;
    this.limits = limits;
  }

  /** Takes received bytes (copies them); call {@link #next} until it gives null after each. */
  public void feed(byte[] data, int off, int len) {
    if (broken) {
      return;
    }
    if (end + len > buf.length) {
      makeRoom(len);
    }
    System.arraycopy(data, off, buf, end, len);
    end += len;
  }

  private void makeRoom(int len) {
    int size = end - start;
    byte[] target = size + len <= buf.length ? buf : new byte[Math.max(buf.length * 2, size + len)];
    System.arraycopy(buf, start, target, 0, size);
    buf = target;
    scanned -= start;
    start = 0;
    end = size;
  }

  /** Whether a message has begun and its rest is still to come. */
  public boolean midMessage() {
    return !broken && end > start && buf[start] != '\r';
  }

  /** Whether the stream cannot be followed any more; the connection is to be closed. */
  public boolean broken() {
    return broken;
  }

  /** The next message, malformed message or keep-alive; null until more bytes come. */
  public @Nullable Parsed next() {
    if (broken) {
      return null;
    }
    Parsed betweenMessages = leadingLines();
    if (betweenMessages != null || start == end || buf[start] == '\r') {
      return betweenMessages;
    }
    if (headLength == 0) {
      Parsed failure = findHead();
      if (failure != null || headLength == 0) {
        return failure;
      }
    }
    return end - start < messageLength ? null : take();
  }

  /** Keep-alives and empty lines before a message. */
  private @Nullable Parsed leadingLines() {
    while (end - start >= 2 && buf[start] == '\r' && headLength == 0) {
      if (buf[start + 1] != '\n') {
        return breakOff("CR without LF between messages", Status.BAD_REQUEST);
      }
      if (side == Side.OPENED) {
        skip(2);
        return KeepAlive.PONG;
      }
      if (end - start == 2 || (end - start == 3 && buf[start + 2] == '\r')) {
        return null;
      }
      if (buf[start + 2] == '\r' && buf[start + 3] == '\n') {
        skip(4);
        return KeepAlive.PING;
      }
      skip(2);
    }
    return null;
  }

  private void skip(int bytes) {
    start += bytes;
    scanned = start;
    headLength = 0;
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
      // One large message must not hold its memory for as long as the connection lives.
      buf = buf.length > 16 * 1024 ? new byte[2048] : buf;
    }
  }

  /** Looks for the empty line, from where the last search ended. */
  private @Nullable Parsed findHead() {
    if (!Grammar.isToken(buf[start])) {
      return breakOff("not SIP", Status.BAD_REQUEST);
    }
    for (int i = Math.max(start, scanned - 3); i + 3 < end; i++) {
      if (buf[i] == '\r' && buf[i + 1] == '\n' && buf[i + 2] == '\r' && buf[i + 3] == '\n') {
        headLength = i + 4 - start;
        break;
      }
    }
    scanned = end;
    if (Math.max(headLength, headLength == 0 ? end - start : 0) > limits.headerBytes()) {
      return breakOff("headers too long", Status.MESSAGE_TOO_LARGE);
    }
    return headLength == 0 ? null : measure();
  }

  private @Nullable Parsed measure() {
    int bodyLength = ContentLength.find(buf, start, start + headLength);
    if (bodyLength > limits.bodyBytes()) {
      return breakOff("body too long", Status.REQUEST_ENTITY_TOO_LARGE);
    }
    // Without a length the parser is given the headers alone, and says what is wrong with them.
    messageLength = headLength + Math.max(0, bodyLength);
    return null;
  }

  private Parsed take() {
    byte[] message = Arrays.copyOfRange(buf, start, start + messageLength);
    skip(messageLength);
    Parsed parsed = MessageParser.parse(message, 0, message.length, Framing.STREAM, limits);
    if (parsed instanceof Malformed m && !m.connectionUsable()) {
      broken = true;
    }
    return parsed;
  }

  /** Gives up the stream, with an answer if the headers allow one. */
  private Parsed breakOff(String reason, Status status) {
    broken = true;
    byte[] head = Arrays.copyOfRange(buf, start, headLength == 0 ? end : start + headLength);
    Parsed parsed = MessageParser.parse(head, 0, head.length, Framing.STREAM, limits);
    boolean complete = headLength > 0;
    start = 0;
    end = 0;
    buf = new byte[0];
    return parsed instanceof Malformed m && complete
        ? new Malformed(0, reason, status, m.answerable(), false)
        : new Malformed(0, reason, status, null, false);
  }
}
