// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptions: strict in structure (RFC 8866 §9), lenient in line ends and in empty lines at
 * the end. What values mean is left to the typed accessors, which pass over what they cannot read.
 *
 * <p>DEVIATION RFC 8866 §5.7: a stream without any {@code c=} is read, since refused and ICE
 * streams come so; {@link SessionDescription#connection(MediaDescription)} is empty then. §5.3: an
 * empty {@code s=} is read, since telephones send it.
 */
public final class SdpParser {
  /** The longest description that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /** The most lines that are read. */
  public static final int MAX_LINES = 2000;

  /** The longest line that is read, in characters. */
  public static final int MAX_LINE = 8192;

  /** The most streams that are read. */
  public static final int MAX_MEDIA = 128;

  private static final int HEAD = 3;

  private @Nullable Origin origin;
  private @Nullable String name;
  private @Nullable ConnectionData connection;
  private final List<String> otherLines = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<MediaDescription> media = new ArrayList<>();
  private @Nullable MediaSection section;
  private final LineOrder order = LineOrder.session();

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
    if (text.length() > MAX_BYTES) {
      return new SdpResult.Invalid(1, "longer than " + MAX_BYTES + " characters");
    }
    List<String> lines = SdpText.lines(text, MAX_LINES);
    if (lines == null) {
      return new SdpResult.Invalid(MAX_LINES, "more than " + MAX_LINES + " lines");
    }
    SdpParser parser = new SdpParser();
    int number = 1;
    try {
      for (String line : lines) {
        parser.line(number, line);
        number++;
      }
      number = Math.max(1, lines.size());
      return new SdpResult.Description(parser.end());
    } catch (IllegalArgumentException e) {
      return new SdpResult.Invalid(number, String.valueOf(e.getMessage()));
    }
  }

  private SessionDescription end() {
    Origin by = origin;
    String title = name;
    if (by == null || title == null) {
      throw new IllegalArgumentException("it ends without '" + (by == null ? "o=" : "s=") + "'");
    }
    if (section == null) {
      order.end();
    }
    closeSection();
    return new SessionDescription(by, title, connection, otherLines, attributes, media);
  }

  private void line(int number, String line) {
    if (line.length() > MAX_LINE) {
      throw new IllegalArgumentException("the line is longer than " + MAX_LINE + " characters");
    }
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw new IllegalArgumentException("a line must begin with a letter and '='");
    }
    SdpText.line(line, "the line");
    char type = line.charAt(0);
    String value = line.substring(2);
    if (number <= HEAD) {
      head(number, type, value);
    } else if (type == 'm') {
      openSection(value);
    } else if (section != null) {
      section.add(type, value, line);
    } else {
      session(type, value, line);
    }
  }

  // RFC 8866 §9: v=, o= and s= come first, in this order, once each.
  private void head(int number, char type, String value) {
    char expected = "vos".charAt(number - 1);
    if (type != expected) {
      throw new IllegalArgumentException("line " + number + " must be '" + expected + "='");
    }
    if (type == 'v' && !value.equals("0")) {
      throw new IllegalArgumentException("the version must be 0, not '" + value + "'");
    }
    if (type == 'o') {
      origin = Origin.parse(value);
    }
    if (type == 's') {
      name = value;
    }
  }

  private void session(char type, String value, String line) {
    order.accept(type);
    if (type == 'a') {
      attributes.add(Attribute.parse(value));
    } else if (type == 'c') {
      connection = ConnectionData.parse(value);
    } else {
      otherLines.add(line);
    }
  }

  private void openSection(String value) {
    if (section == null) {
      order.end();
    }
    closeSection();
    if (media.size() == MAX_MEDIA) {
      throw new IllegalArgumentException("there are more than " + MAX_MEDIA + " streams");
    }
    section = new MediaSection(value);
  }

  private void closeSection() {
    if (section != null) {
      media.add(section.toMedia());
    }
  }
}
