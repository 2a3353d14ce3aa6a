// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
  private static MediaDescription with(String... attributes) {
    MediaDescription line = MediaDescription.of("audio", 5000, "RTP/AVP", List.of("0", "96", "18"));
    for (String attribute : attributes) {
      line = line.with(Attribute.parse(attribute));
    }
    return line;
  }

  // RFC 8839 §5.1, RFC 6544 §4.5.
  @Test
  void candidate_shows_what_stands_behind_it() {
    IceCandidate udp =
        IceCandidate.parse(
            "2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998 ufrag x");
    assertThat(udp.relatedAddress()).contains("203.0.113.141");
    assertEquals(8998, udp.relatedPort());
    assertThat(udp.extension("ufrag")).contains("x");
    assertEquals(udp, IceCandidate.parse(udp.attribute().value()));
    IceCandidate tcp =
        IceCandidate.parse("1 1 TCP 2128609279 2001:db8::5 9 typ host tcptype active");
    assertThat(tcp.tcpType()).contains("active");
    assertThat(tcp.transport()).isEqualTo("tcp");
    assertEquals(-1, tcp.relatedPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 1 udp 1 127.0.0.1 1 typ host odd",
        "1 0 udp 1 127.0.0.1 1 typ host",
        "1 257 udp 1 127.0.0.1 1 typ host",
        "1 1 udp 0 127.0.0.1 1 typ host",
        "1 1 udp 2147483648 127.0.0.1 1 typ host",
        "1 1 udp 1 127.0.0.1 65536 typ host",
        "1 1 udp 1 127.0.0.1 1 type host",
        "123456789012345678901234567890123 1 udp 1 127.0.0.1 1 typ host",
        "1 1 udp 1 127.0.0.1 1 typ",
      })
  void unreadable_candidate_is_passed_over(String value) {
    assertThat(with("candidate:" + value, "candidate:1 1 udp 1 127.0.0.1 1 typ host").candidates())
        .hasSize(1);
  }

  @Test
  void rest_of_ice_is_found() {
    MediaDescription line =
        with(
            "ice-options:trickle ice2",
            "end-of-candidates",
            "tls-id:91bbf309c0990a6bec11e38ba2933cee",
            "remote-candidates:1 192.0.2.3 45664 2 192.0.2.3 45665");
    SessionDescription session = session(line);
    assertThat(line.endOfCandidates()).isTrue();
    assertThat(line.remoteCandidates())
        .containsExactly(
            new RemoteCandidate(1, "192.0.2.3", 45664), new RemoteCandidate(2, "192.0.2.3", 45665));
    assertThat(session.iceOptions(line)).containsExactly("trickle", "ice2");
    assertThat(session.tlsId(line)).contains("91bbf309c0990a6bec11e38ba2933cee");
    assertThat(with("remote-candidates:1 192.0.2.3").remoteCandidates()).isEmpty();
  }

  private static SessionDescription session(MediaDescription line) {
    return new SessionDescription(
        new Origin("-", "1", "1", new ConnectionData(true, "::1")),
        "-",
        null,
        List.of(),
        List.of(Attribute.parse("group:BUNDLE a b"), Attribute.parse("group:LS")),
        List.of(line));
  }

  @Test
  void groups_are_read() {
    SessionDescription session = session(with("mid:b"));
    assertThat(session.groups())
        .containsExactly(
            new MediaGroup("BUNDLE", List.of("a", "b")), new MediaGroup("LS", List.of()));
    assertThat(session.groups()).extracting(g -> g.attribute().value()).contains("BUNDLE a b");
    assertThat(session.bundle()).containsExactly("a", "b");
    assertThat(session.byMid("b")).isPresent();
    assertThat(session.byMid("a")).isEmpty();
  }

  @Test
  void rtcp_may_have_an_address_of_its_own() {
    RtcpAddress rtcp = with("rtcp:53020 IN IP6 2001:db8::2").rtcp().orElseThrow();
    assertEquals(new RtcpAddress(53020, new ConnectionData(true, "2001:db8::2")), rtcp);
    assertEquals("53020 IN IP6 2001:db8::2", rtcp.attribute().value());
    assertEquals(5001, with("rtcp:nonsense").rtcpPort());
    assertEquals("7", new RtcpAddress(7, null).attribute().value());
  }

  @Test
  void static_payload_types_need_no_rtpmap() {
    MediaDescription line = with("rtpmap:96 OPUS/48000/2", "ptime:20", "maxptime:x");
    assertThat(line.codecs())
        .containsExactly(
            new RtpMap(0, "PCMU", 8000, 1),
            new RtpMap(96, "OPUS", 48000, 2),
            new RtpMap(18, "G729", 8000, 1));
    assertThat(line.codec("97")).isEmpty();
    assertEquals(OptionalInt.of(20), line.ptime());
    assertEquals(OptionalInt.empty(), line.maxPtime());
  }

  @Test
  void opus_parameters_have_defaults() {
    OpusParameters read =
        OpusParameters.parse("minptime=10; useinbandfec=1;stereo=1;maxaveragebitrate=20000");
    assertEquals(new OpusParameters(48000, 20000, true, false, true, false), read);
    assertEquals("maxaveragebitrate=20000;stereo=1;useinbandfec=1", read.toString());
    assertEquals(read, OpusParameters.parse(read.toString()));
    assertEquals("", OpusParameters.parse(";=;maxplaybackrate=7999").toString());
    String all =
        "maxplaybackrate=16000;maxaveragebitrate=6000;stereo=1;cbr=1;useinbandfec=1;usedtx=1";
    assertEquals(all, OpusParameters.parse(all).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-15,66|0-15,66", "3, 1 ,2|1-3", "''|0-15", "0-256,5|5"})
  void telephone_events_are_ranges(String fmtp, String written) {
    EventList events = EventList.parse(fmtp);
    assertEquals(written, events.toString());
    assertEquals(events, EventList.parse(written));
    assertThat(events.has(200)).isFalse();
    assertThat(events.has(-1)).isFalse();
  }
}
