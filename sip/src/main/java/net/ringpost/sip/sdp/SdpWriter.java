// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes descriptions with the lines in the order that RFC 8866 §5 demands. */
final class SdpWriter {
  private SdpWriter() {}

  static String write(SessionDescription session) {
    StringBuilder out = new StringBuilder(512);
    line(out, "v=0");
    line(out, "o=" + session.origin());
    line(out, "s=" + session.name());
    lines(out, session.otherLines(), "i");
    lines(out, session.otherLines(), "u");
    lines(out, session.otherLines(), "e");
    lines(out, session.otherLines(), "p");
    connection(out, session.connection());
    lines(out, session.otherLines(), "b");
    if (session.otherLines().stream().noneMatch(l -> l.startsWith("t="))) {
      line(out, "t=0 0");
    }
    lines(out, session.otherLines(), "trz");
    lines(out, session.otherLines(), "k");
    attributes(out, session.attributes());
    for (MediaDescription media : session.media()) {
      line(
          out,
          "m="
              + media.kind()
              + " "
              + media.port()
              + (media.portCount() == 1 ? "" : "/" + media.portCount())
              + " "
              + media.protocol()
              + " "
              + String.join(" ", media.formats()));
      lines(out, media.otherLines(), "i");
      connection(out, media.connection());
      lines(out, media.otherLines(), "c");
      lines(out, media.otherLines(), "b");
      lines(out, media.otherLines(), "k");
      attributes(out, media.attributes());
    }
    return out.toString();
  }

  private static void lines(StringBuilder out, List<String> lines, String types) {
    for (String line : lines) {
      if (types.indexOf(line.charAt(0)) >= 0) {
        line(out, line);
      }
    }
  }

  private static void connection(StringBuilder out, @Nullable ConnectionData connection) {
    if (connection != null) {
      line(out, "c=" + connection);
    }
  }

  private static void attributes(StringBuilder out, List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      line(out, "a=" + attribute);
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append("\r\n");
  }
}
