// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpParserTest {
  private static final String BROWSER =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0 1
      a=fingerprint:SHA-256 ab:CD:01:23
      m=audio 50000 UDP/TLS/RTP/SAVPF 111 0 126
      c=IN IP6 2001:db8::1
      b=AS:64
      a=rtcp:50001 IN IP4 0.0.0.0
      a=candidate:1 1 UDP 2113937151 192.0.2.7 50000 typ host generation 0
      a=candidate:nonsense
      a=ice-ufrag:abcd
      a=setup:actpass
      a=mid:0
      a=sendonly
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      a=fmtp:111 minptime=10;useinbandfec=1
      a=rtpmap:126 telephone-event/8000
      m=video 0 UDP/TLS/RTP/SAVPF 96
      a=mid:1
      """;

  private static SessionDescription read(String text) {
    return assertInstanceOf(SdpResult.Description.class, SdpParser.parse(text)).session();
  }

  @Test
  void description_isReadWithWhatItInherits() {
    SessionDescription session = read(BROWSER);
    MediaDescription audio = session.first("audio").orElseThrow();
    assertThat(session.connection(audio)).contains(new ConnectionData(true, "2001:db8::1"));
    assertThat(session.fingerprints(audio))
        .containsExactly(new Fingerprint("sha-256", "AB:CD:01:23"));
    assertThat(session.setup(audio)).contains(Setup.ACTPASS);
    assertThat(session.direction(audio)).isEqualTo(Direction.SENDONLY);
    assertThat(session.bundle()).containsExactly("0", "1");
    assertThat(audio.rtpMaps())
        .containsExactly(
            new RtpMap(111, "opus", 48000, 2), new RtpMap(126, "telephone-event", 8000, 1));
    assertThat(audio.fmtp(111)).isEqualTo("minptime=10;useinbandfec=1");
    assertThat(audio.candidates())
        .singleElement()
        .satisfies(c -> assertThat(c.extensions()).containsExactly("generation", "0"));
    assertThat(audio.rtcpPort()).isEqualTo(50001);
    assertThat(session.media().getLast().refused()).isTrue();
  }

  @Test
  void writtenDescription_isWhatWasRead() {
    assertThat(read(BROWSER).toString()).isEqualTo(BROWSER.replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|v=1",
        "1|o=- 1 1 IN IP4 127.0.0.1",
        "2|v=0;o=- x 1 IN IP4 127.0.0.1",
        "2|v=0;o=- 1 1 IN IP5 127.0.0.1",
        "3|v=0;o=- 1 1 IN IP4 127.0.0.1;t=0 0",
        "2|v=0;o=- 1 1 IN IP4 127.0.0.1",
        "4|v=0;o=- 1 1 IN IP4 127.0.0.1;s=-;m=audio 70000 RTP/AVP 0",
        "4|v=0;o=- 1 1 IN IP4 127.0.0.1;s=-;m=audio 7000 RTP/AVP",
        "4|v=0;o=- 1 1 IN IP4 127.0.0.1;s=-;x=1",
        "4|v=0;o=- 1 1 IN IP4 127.0.0.1;s=-;nonsense",
      })
  void wrongLine_isNamed(int line, String text) {
    SdpResult.Invalid invalid =
        assertInstanceOf(SdpResult.Invalid.class, SdpParser.parse(text.replace(';', '\n') + "\n"));
    assertThat(invalid.line()).isEqualTo(line);
    assertThat(invalid.reason()).isNotBlank();
  }

  @Test
  void mutilatedDescriptions_areReadOrRefused() {
    Random random = new Random(20);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder(BROWSER);
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(40)));
          default ->
              text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
        }
      }
      if (SdpParser.parse(text.toString()) instanceof SdpResult.Description read) {
        assertThat(read(read.session().toString())).hasToString(read.session().toString());
        read.session().media().forEach(m -> List.of(m.candidates(), m.rtpMaps(), m.rtcpPort()));
      }
    }
  }

  @Test
  void answerDirection_allowsOnlyWhatBothWant() {
    assertThat(Direction.SENDONLY.answered(Direction.SENDRECV)).isEqualTo(Direction.RECVONLY);
    assertThat(Direction.INACTIVE.answered(Direction.SENDRECV)).isEqualTo(Direction.INACTIVE);
    assertThat(Direction.SENDRECV.answered(Direction.SENDONLY)).isEqualTo(Direction.SENDONLY);
  }
}
