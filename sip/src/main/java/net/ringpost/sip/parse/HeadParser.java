// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.util.Arrays;
import net.ringpost.sip.message.Grammar;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header fields in one pass. At an error it notes the first one and goes on with the next
 * line, so that a broken request can be answered.
 */
final class HeadParser {
  private final byte[] buf;
  private final int end;
  private final Limits limits;
  private int pos;
  private HeaderField[] fields = new HeaderField[16];
  private int count;

  /** Whether the field being read goes on over more than one line. */
  private boolean folded;

  /** Whether the field being read contains a line break that is none of SIP's. */
  private boolean strayBreak;

  /** Content-Length as found, or ABSENT or INVALID. */
  int contentLength = ContentLength.ABSENT;

  /** Where the first line is that is no header field; -1 if there is none. */
  private int noField = -1;

  int errorOffset = -1;
  @Nullable String error;
  Status errorStatus = Status.BAD_REQUEST;

  HeadParser(byte[] buf, int from, int end, Limits limits) {
    this.buf = buf;
    this.pos = from;
    this.end = end;
    this.limits = limits;
  }

  /** Notes an error unless there is one already. */
  void fail(int offset, String reason, Status status) {
    if (error == null) {
      error = reason;
      errorOffset = offset;
      errorStatus = status;
    }
  }

  /**
   * RFC 3261 §7.3.1: a line without a name and a colon is no header field. In a request it is an
   * error. In a response it is left out, as what is not needed is not judged (§16.3): to throw the
   * response away is to lose the call.
   */
  void judgeLines(boolean response) {
    if (!response && noField >= 0) {
      fail(noField, "header line without name and colon", Status.BAD_REQUEST);
    }
  }

  Headers headers() {
    return Headers.adopt(fields, count);
  }

  /** Reads to the empty line; returns where the body begins. */
  int read() {
    while (true) {
      if (pos >= end) {
        fail(end, "no empty line after the headers", Status.BAD_REQUEST);
        return end;
      }
      if (buf[pos] == '\r' && pos + 1 < end && buf[pos + 1] == '\n') {
        return pos + 2;
      }
      if (count == limits.headerCount()) {
        fail(pos, "more than " + count + " header fields", Status.MESSAGE_TOO_LARGE);
        return end;
      }
      field();
    }
  }

  private void field() {
    int start = pos;
    int nameEnd = start;
    while (nameEnd < end && Grammar.isToken(buf[nameEnd])) {
      nameEnd++;
    }
    int colon = nameEnd;
    while (colon < end && Grammar.isBlank(buf[colon])) {
      colon++;
    }
    boolean sound = nameEnd > start && colon < end && buf[colon] == ':';
    if (!sound && noField < 0) {
      noField = start;
    }
    int fieldEnd = endOfField(sound ? colon + 1 : start);
    pos = Math.min(end, fieldEnd + 2);
    // A field with a stray line break must not get into an answer, where it might pass for two.
    HeaderName name = sound && !strayBreak ? HeaderName.of(buf, start, nameEnd - start) : null;
    if (name != null) {
      add(HeaderField.received(name, buf, start, colon + 1, fieldEnd, folded));
      if (name.equals(HeaderName.CONTENT_LENGTH)) {
        contentLength =
            ContentLength.merge(contentLength, ContentLength.value(buf, colon + 1, fieldEnd));
      }
    }
  }

  private void add(HeaderField field) {
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, count * 2);
    }
    fields[count++] = field;
  }

  /** RFC 3261 §7.3.1: a CRLF that is followed by a blank only folds the line. */
  private int endOfField(int from) {
    strayBreak = false;
    folded = false;
    for (int i = from; i < end; i++) {
      byte b = buf[i];
      if (b != '\r' && b != '\n') {
        continue;
      }
      if (b == '\n' || i + 1 == end || buf[i + 1] != '\n') {
        strayBreak = true;
        fail(i, "line break that is not CRLF", Status.BAD_REQUEST);
      } else if (i + 2 == end || !Grammar.isBlank(buf[i + 2])) {
        return i;
      } else {
        folded = true;
        i += 2;
      }
    }
    fail(end, "header line without end", Status.BAD_REQUEST);
    return end;
  }
}
