// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message's whole body, or a part of a multipart one (RFC 2045, RFC 2046 §5.1, RFC 5621 §4).
 *
 * @param type as in {@code application/sdp}, in lower case; empty if it has none
 * @param boundary the parameter of a multipart type; empty if there is none
 * @param disposition its type, in lower case; empty if it has none
 * @param handling the disposition's parameter, in lower case; empty if it has none
 * @param contentEncoding the value, in lower case; empty if it has none
 * @param transferEncoding the value, in lower case; empty if it has none
 * @param bytes as they came; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // parts are read, never compared
record BodyPart(
    String type,
    String boundary,
    String disposition,
    String handling,
    String contentEncoding,
    String transferEncoding,
    byte[] bytes) {
  private static final int MOST_PARTS = 32;
  private static final Pattern BOUNDARY = parameter("boundary");
  private static final Pattern HANDLING = parameter("handling");

  private static Pattern parameter(String name) {
    return Pattern.compile(
        ";\\s*" + name + "\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;]*))",
        Pattern.CASE_INSENSITIVE);
  }

  /** The message's body. */
  static BodyPart of(SipMessage message) {
    Headers h = message.headers();
    return of(
        h.first(HeaderName.CONTENT_TYPE),
        h.first(HeaderName.CONTENT_DISPOSITION),
        String.join(",", h.values(HeaderName.CONTENT_ENCODING)),
        null,
        message.body());
  }

  private static BodyPart of(
      @Nullable String type,
      @Nullable String disposition,
      @Nullable String contentEncoding,
      @Nullable String transferEncoding,
      byte[] bytes) {
    return new BodyPart(
        main(type),
        parameter(type, BOUNDARY),
        main(disposition),
        lower(parameter(disposition, HANDLING)),
        lower(contentEncoding),
        lower(transferEncoding),
        bytes);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  /** What stands before the parameters. */
  private static String main(@Nullable String value) {
    String v = lower(value).replace(" ", "");
    int semicolon = v.indexOf(';');
    return semicolon < 0 ? v : v.substring(0, semicolon);
  }

  /** Found even if another one is malformed. */
  private static String parameter(@Nullable String value, Pattern name) {
    Matcher m = name.matcher(value == null ? "" : value);
    if (!m.find()) {
      return "";
    }
    String quoted = m.group(1);
    return quoted == null ? m.group(2).strip() : quoted.replaceAll("\\\\(.)", "$1");
  }

  /** Whether it is as it is: RFC 3261 §20.12 knows {@code identity} for that. */
  boolean plain() {
    return contentEncoding.isEmpty() || contentEncoding.equals("identity");
  }

  boolean multipart() {
    return type.startsWith("multipart/");
  }

  /** The bytes without their transfer encoding; null if that is not known, or broken. */
  byte @Nullable [] content() {
    return switch (transferEncoding) {
      case "", "7bit", "8bit", "binary" -> bytes;
      case "base64" -> base64();
      default -> null;
    };
  }

  private byte @Nullable [] base64() {
    try {
      return Base64.getMimeDecoder().decode(bytes);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The parts of a multipart body; empty if it has no boundary, or nothing between. */
  List<BodyPart> parts() {
    if (boundary.isEmpty()) {
      return List.of();
    }
    // As many characters as bytes.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary;
    List<BodyPart> out = new ArrayList<>();
    int at = delimiter(text, delimiter, 0);
    while (at >= 0 && out.size() < MOST_PARTS) {
      int from = lineEnd(text, at);
      if (text.startsWith("--", at + delimiter.length()) || from == text.length()) {
        break;
      }
      at = delimiter(text, delimiter, from);
      out.add(part(text, from, at < 0 ? text.length() : beforeLineEnd(text, from, at)));
    }
    return out;
  }

  /** Where the delimiter stands at the beginning of a line; -1 if it does not. */
  private static int delimiter(String text, String delimiter, int from) {
    int at = text.indexOf(delimiter, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(delimiter, at + 1);
    }
    return at;
  }

  /** Behind the end of this line. */
  private static int lineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  /** RFC 2046 §5.1.1: the line end before a delimiter belongs to the delimiter. */
  private static int beforeLineEnd(String text, int from, int at) {
    int end = at - 1;
    return Math.max(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private BodyPart part(String text, int from, int end) {
    String type = null;
    String disposition = null;
    String contentEncoding = null;
    String transferEncoding = null;
    int at = from;
    while (at < end) {
      int next = Math.min(end, lineEnd(text, at));
      String line = text.substring(at, next).stripTrailing();
      at = next;
      if (line.isEmpty()) {
        break;
      }
      while (at < end && Grammar.isBlank(text.charAt(at))) {
        next = Math.min(end, lineEnd(text, at));
        line = line + " " + text.substring(at, next).strip();
        at = next;
      }
      int colon = Math.max(0, line.indexOf(':'));
      String value = line.substring(Math.min(line.length(), colon + 1)).strip();
      switch (lower(line.substring(0, colon))) {
        case "content-type", "c" -> type = value;
        case "content-disposition" -> disposition = value;
        case "content-encoding", "e" -> contentEncoding = value;
        case "content-transfer-encoding" -> transferEncoding = value;
        default -> {}
      }
    }
    byte[] content = Arrays.copyOfRange(bytes, at, end);
    return of(type, disposition, contentEncoding, transferEncoding, content);
  }
}
