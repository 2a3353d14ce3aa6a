// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdpStructureTest {
  private static final String HEAD = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\n";
  private static final String START = HEAD + "t=0 0\n";

  private static SessionDescription read(String text) {
    return assertInstanceOf(SdpResult.Description.class, SdpParser.parse(text), text).session();
  }

  private static SdpResult.Invalid refused(String text) {
    return assertInstanceOf(SdpResult.Invalid.class, SdpParser.parse(text), text);
  }

  @Test
  void every_line_type_comes_back_in_its_place() {
    String all =
        """
        v=0
        o=jdoe 3724394400 3724394405 IN IP6 2001:db8::1
        s=Call to 電話
        i=about
        u=http://example.com/
        e=a@example.com
        e=b@example.com
        p=+1 617 555 6011
        c=IN IP4 233.252.0.1/127/3
        b=CT:128
        b=X-YZ:1
        t=3724394400 3724398000
        r=604800 3600 0 90000
        t=3730928400 3730935600
        r=7d 1h 0 25h
        z=3730928400 -1h
        k=prompt
        a=recvonly
        a=unknown-thing:with: colons
        m=audio 49170/2 RTP/AVP 0
        i=sound
        c=IN IP4 233.252.0.2/127
        c=IN IP4 233.252.0.3/127
        b=AS:64
        k=clear:x
        a=mystery
        a=ssrc:12345 cname:a@b
        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
        """;
    SessionDescription session = read(all);
    assertEquals(all.replace("\n", "\r\n"), session.toString());
    assertEquals("/127/3", session.connection() == null ? "" : session.connection().suffix());
    assertEquals(2, session.media().getFirst().portCount());
    assertEquals(session, read(session.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r\n\r\n", ""})
  void line_ends_may_differ_and_the_last_may_be_missing(String end) {
    assertEquals(read(START), read(START.strip() + end));
    assertEquals(read(START), read(START.replace("\n", "\r\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3|``|there is no 't='",
        "4|m=audio 1 RTP/AVP 0|there is no 't='",
        "4|a=x|there must be a 't=' before 'a='",
        "4|r=1 1 1|there must be a 't=' before 'r='",
        "5|t=0 0;c=IN IP4 127.0.0.1|'c=' must come before 't='",
        "5|c=IN IP4 127.0.0.1;c=IN IP4 127.0.0.1|there is a second 'c='",
        "5|i=x;i=y|there is a second 'i='",
        "6|t=0 0;a=x;b=AS:1|'b=' must come before 'a='",
        "5|t=0 0;q=x|'q=' may not stand in the session's section",
        "6|t=0 0;m=audio 1 RTP/AVP 0;t=0 0|'t=' may not stand in a media section",
        "7|t=0 0;m=audio 1 RTP/AVP 0;a=x;c=IN IP4 127.0.0.1|'c=' must come before 'a='",
        "7|t=0 0;m=audio 1 RTP/AVP 0;i=x;i=y|there is a second 'i='",
        "5|t=0 0;m=audio 1/0 RTP/AVP 0|port count must be a number from 1",
        "5|t=0 0;m=audio -1 RTP/AVP 0|port must be a number from 0",
        "5|t=0 0;a=|an attribute's name must be one word",
        "5|t=0 0;a=x\ry|holds a line break or NUL",
        "5|t=0 0;a=x\0y|holds a line break or NUL",
        "5|t=0 0;;a=x|a line must begin with a letter and '='",
        "4|c=IN IP4 /1|the address is empty",
        "4|c=IN IP4 a b|a connection reads",
        "4|c=IN ATM x|the address type must be IP4 or IP6",
      })
  void misplaced_line_is_named(int line, String rest, String reason) {
    SdpResult.Invalid invalid =
        refused(HEAD + rest.replace(';', '\n').replace("\\r", "\r").replace("\\0", "\0") + "\n");
    assertThat(invalid.reason()).contains(reason);
    assertEquals(line, invalid.line());
  }

  @Test
  void absurd_sizes_are_refused() {
    assertThat(refused(START + "a=x\n".repeat(SdpParser.MAX_LINES)).reason()).contains("lines");
    assertThat(refused(START + "a=" + "x".repeat(SdpParser.MAX_LINE)).line()).isEqualTo(5);
    String streams = "m=audio 1 RTP/AVP 0\n".repeat(SdpParser.MAX_MEDIA);
    assertEquals(SdpParser.MAX_MEDIA, read(START + streams).media().size());
    assertThat(refused(START + streams + "m=audio 1 RTP/AVP 0").reason()).contains("128 streams");
    assertThat(SdpParser.parse(new byte[SdpParser.MAX_BYTES + 1]))
        .isEqualTo(new SdpResult.Invalid(1, "longer than 65536 bytes"));
    assertThat(refused(" ".repeat(SdpParser.MAX_BYTES + 1)).line()).isEqualTo(1);
  }

  @Test
  void nothing_that_is_written_can_break_out_of_its_line() {
    assertThrows(IllegalArgumentException.class, () -> new Attribute("x", "1\r\nm=audio"));
    assertThrows(IllegalArgumentException.class, () -> Attribute.of("x\n"));
    assertThrows(IllegalArgumentException.class, () -> new ConnectionData(false, "a\r\nb"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Origin("a b", "1", "1", new ConnectionData(false, "x")));
    assertThrows(
        IllegalArgumentException.class,
        () -> MediaDescription.of("audio", 1, "RTP/AVP\n", List.of("0")));
    assertThrows(
        IllegalArgumentException.class, () -> MediaDescription.of("audio", 1, "x", List.of()));
  }
}
