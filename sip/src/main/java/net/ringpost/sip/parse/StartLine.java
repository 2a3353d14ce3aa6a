// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.message.Grammar;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Slice;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** The first line of a message (RFC 3261 §7.1, §7.2), read as far as it makes sense. */
final class StartLine {
  private final Slice line;
  private final @Nullable Method method;
  private final String text;
  private final @Nullable Status status;

  private StartLine(Slice line, @Nullable Method method, String text, @Nullable Status status) {
    this.line = line;
    this.method = method;
    this.text = text;
    this.status = status;
  }

  /** The message of this first line, or null if the line says neither request nor response. */
  @Nullable SipMessage message(Headers headers, Slice body) {
    if (method != null) {
      return SipRequest.received(line, method, text, headers, body);
    }
    return status == null ? null : SipResponse.received(line, status, text, headers, body);
  }

  /** Reads {@code [from, to)}; errors go to {@code errors}. */
  static StartLine read(byte[] buf, int from, int to, HeadParser errors, Limits limits) {
    Slice line = Slice.of(buf, from, to - from);
    return isSip(buf, from, to)
        ? response(line, buf, from, to, errors)
        : request(line, buf, from, to, errors, limits);
  }

  private static boolean isSip(byte[] buf, int from, int to) {
    return to - from >= 4
        && (buf[from] | 0x20) == 's'
        && (buf[from + 1] | 0x20) == 'i'
        && (buf[from + 2] | 0x20) == 'p'
        && buf[from + 3] == '/';
  }

  private static StartLine request(
      Slice line, byte[] buf, int from, int to, HeadParser errors, Limits limits) {
    int end = to;
    while (end > from && Grammar.isBlank(buf[end - 1])) {
      end--;
    }
    if (end < to) {
      errors.fail(end, "space after the request line", Status.BAD_REQUEST);
    }
    int methodEnd = indexOf(buf, from, end, ' ');
    int versionStart = lastIndexOf(buf, from, end, ' ') + 1;
    Method method = Method.of(buf, from, methodEnd - from);
    if (method == null || versionStart <= methodEnd + 1 || !isSip(buf, versionStart, end)) {
      errors.fail(from, "neither a request line nor a status line", Status.BAD_REQUEST);
      return new StartLine(line, null, "", null);
    }
    version(buf, versionStart, end, errors);
    int uriStart = methodEnd + 1;
    int uriEnd = versionStart - 1;
    if (uriEnd - uriStart > limits.uriBytes()) {
      errors.fail(uriStart, "Request-URI too long", Status.REQUEST_URI_TOO_LONG);
    }
    int blank = indexOf(buf, uriStart, uriEnd, ' ');
    if (blank < uriEnd || uriStart == uriEnd) {
      errors.fail(blank, "request line without exactly two spaces", Status.BAD_REQUEST);
    }
    String uri = new String(buf, uriStart, uriEnd - uriStart, StandardCharsets.UTF_8);
    return new StartLine(line, method, uri, null);
  }

  private static StartLine response(Slice line, byte[] buf, int from, int to, HeadParser errors) {
    int versionEnd = indexOf(buf, from, to, ' ');
    version(buf, from, versionEnd, errors);
    int at = versionEnd + 1;
    int code = 0;
    for (int i = at; i < at + 3; i++) {
      code = i < to && Grammar.isDigit(buf[i]) ? code * 10 + (buf[i] - '0') : -1000;
    }
    if (code < 100 || code > 699 || at + 3 >= to || buf[at + 3] != ' ') {
      errors.fail(Math.min(at, to), "no status code of 100 to 699", Status.BAD_REQUEST);
      return new StartLine(line, null, "", null);
    }
    String reason = new String(buf, at + 4, to - at - 4, StandardCharsets.UTF_8);
    return new StartLine(line, null, reason, Status.of(code));
  }

  /** RFC 3261 §7.1: the version's letters may have any case. */
  private static void version(byte[] buf, int from, int to, HeadParser errors) {
    if (to - from == 7 && buf[from + 4] == '2' && buf[from + 5] == '.' && buf[from + 6] == '0') {
      return;
    }
    int dot = indexOf(buf, from + 4, to, '.');
    boolean wellFormed = isNumber(buf, from + 4, dot) && isNumber(buf, dot + 1, to);
    if (wellFormed) {
      errors.fail(from, "SIP version is not 2.0", Status.VERSION_NOT_SUPPORTED);
    } else {
      errors.fail(from, "malformed SIP version", Status.BAD_REQUEST);
    }
  }

  private static boolean isNumber(byte[] buf, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Grammar.isDigit(buf[i])) {
        return false;
      }
    }
    return from < to;
  }

  /** Where the character is, or {@code to}. */
  private static int indexOf(byte[] buf, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      if (buf[i] == c) {
        return i;
      }
    }
    return to;
  }

  private static int lastIndexOf(byte[] buf, int from, int to, char c) {
    for (int i = to - 1; i >= from; i--) {
      if (buf[i] == c) {
        return i;
      }
    }
    return from - 1;
  }
}
