// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stream's lines while they are being read. */
final class MediaSection {
  private final String kind;
  private final int port;
  private final int portCount;
  private final String protocol;
  private final List<String> formats;
  private @Nullable ConnectionData connection;
  private final List<String> otherLines = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final LineOrder order = LineOrder.media();

  /**
   * @param value what stands after {@code m=}: RFC 8866 §5.14
   */
  MediaSection(String value) {
    List<String> words = SdpText.words(value);
    if (words.size() < 4) {
      throw new IllegalArgumentException("a stream reads 'KIND PORT[/COUNT] PROTOCOL FORMAT…'");
    }
    int slash = words.get(1).indexOf('/');
    kind = words.get(0);
    port =
        Numbers.parse(
            slash < 0 ? words.get(1) : words.get(1).substring(0, slash), 0, 65_535, "port");
    portCount =
        slash < 0 ? 1 : Numbers.parse(words.get(1).substring(slash + 1), 1, 65_535, "port count");
    protocol = words.get(2);
    formats = words.subList(3, words.size());
  }

  void add(char type, String value, String line) {
    order.accept(type);
    if (type == 'a') {
      attributes.add(Attribute.parse(value));
    } else if (type == 'c' && connection == null) {
      connection = ConnectionData.parse(value);
    } else {
      // Also further c= lines, which RFC 8866 §5.7 allows for multicast: the first one counts.
      otherLines.add(line);
    }
  }

  MediaDescription toMedia() {
    return new MediaDescription(
        kind, port, portCount, protocol, formats, connection, otherLines, attributes);
  }
}
