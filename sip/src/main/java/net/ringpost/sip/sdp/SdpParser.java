// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions: strict in structure (RFC 8866 §9), lenient in line ends. A description may
 * have {@value #MAX_LINES} lines and {@value #MAX_BYTES} bytes.
 */
public final class SdpParser {
  /** The longest description that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /** The most lines that are read. */
  public static final int MAX_LINES = 2000;

  private static final String SESSION_LINES = "iuepbtrzk";
  private static final String MEDIA_LINES = "ibk";

  private @Nullable Origin origin;
  private @Nullable String name;
  private @Nullable Connection connection;
  private final List<String> otherLines = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<MediaDescription> media = new ArrayList<>();

  private SdpParser() {}

  /** Reads a message's body. */
  public static SdpResult parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      return new SdpResult.Invalid(1, "longer than " + MAX_BYTES + " bytes");
    }
    return parse(new String(body, StandardCharsets.UTF_8));
  }

  /** Reads a description. */
  public static SdpResult parse(String text) {
    String[] lines = text.split("\r?\n|\r", MAX_LINES + 1);
    if (lines.length > MAX_LINES) {
      return new SdpResult.Invalid(MAX_LINES, "more than " + MAX_LINES + " lines");
    }
    SdpParser parser = new SdpParser();
    int count =
        lines.length > 0 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    for (int i = 0; i < count; i++) {
      try {
        parser.line(i, lines[i]);
      } catch (IllegalArgumentException e) {
        return new SdpResult.Invalid(i + 1, String.valueOf(e.getMessage()));
      }
    }
    return parser.end(count);
  }

  private SdpResult end(int lines) {
    Origin by = origin;
    String title = name;
    if (by == null || title == null) {
      return new SdpResult.Invalid(
          Math.max(1, lines), "it ends without " + (by == null ? "o=" : "s="));
    }
    return new SdpResult.Description(
        new SessionDescription(by, title, connection, otherLines, attributes, media));
  }

  private void line(int index, String line) {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw new IllegalArgumentException("a line must begin with a letter and '='");
    }
    char type = line.charAt(0);
    String value = line.substring(2);
    if (index < 3) {
      head(index, type, value);
    } else if (type == 'm') {
      media.add(stream(value));
    } else if (media.isEmpty()) {
      session(type, value, line);
    } else {
      media.set(media.size() - 1, extended(media.getLast(), type, value, line));
    }
  }

  // RFC 8866 §9: v=, o= and s= come first, in this order, once each.
  private void head(int index, char type, String value) {
    if (type != "vos".charAt(index)) {
      throw new IllegalArgumentException(
          "line " + (index + 1) + " must be " + "vos".charAt(index) + "=");
    }
    if (index == 0 && !value.equals("0")) {
      throw new IllegalArgumentException("the version must be 0, not '" + value + "'");
    }
    if (index == 1) {
      origin = Origin.parse(value);
    }
    if (index == 2) {
      name = value;
    }
  }

  private void session(char type, String value, String line) {
    if (type == 'a') {
      attributes.add(Attribute.parse(value));
    } else if (type == 'c') {
      connection = Connection.parse(value);
    } else if (SESSION_LINES.indexOf(type) >= 0) {
      otherLines.add(line);
    } else {
      throw new IllegalArgumentException("there is no line type '" + type + "='");
    }
  }

  private static MediaDescription extended(
      MediaDescription last, char type, String value, String line) {
    if (type == 'a') {
      return last.with(Attribute.parse(value));
    }
    if (type == 'c') {
      // RFC 8866 §5.7 allows several for multicast; the first one counts here.
      return last.connection() == null ? last.withConnection(Connection.parse(value)) : last;
    }
    if (MEDIA_LINES.indexOf(type) < 0) {
      throw new IllegalArgumentException("'" + type + "=' may not stand in a media section");
    }
    List<String> more = new ArrayList<>(last.otherLines());
    more.add(line);
    return new MediaDescription(
        last.kind(),
        last.port(),
        last.protocol(),
        last.formats(),
        last.connection(),
        more,
        last.attributes());
  }

  private static MediaDescription stream(String value) {
    String[] words = value.strip().split(" +");
    if (words.length < 4) {
      throw new IllegalArgumentException("a stream reads 'KIND PORT PROTOCOL FORMAT…'");
    }
    int slash = words[1].indexOf('/');
    int port = Numbers.parse(slash < 0 ? words[1] : words[1].substring(0, slash), 0, 65535, "port");
    return MediaDescription.of(words[0], port, words[2], List.of(words).subList(3, words.length));
  }
}
