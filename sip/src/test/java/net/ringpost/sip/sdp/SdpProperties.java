// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;

/** What must hold for any bytes that are read as a description. */
final class SdpProperties {
  private static final List<MediaCapability> ANY =
      List.of(
          new MediaCapability(
              "audio",
              Set.of("RTP/AVP", "UDP/TLS/RTP/SAVPF"),
              List.of(Codec.of("PCMU", 8000), new Codec("opus", 48000, 2)),
              Direction.SENDRECV,
              2));

  private SdpProperties() {}

  /** It is read or refused with a line and a reason; what is read comes back when written. */
  static boolean hold(byte[] bytes) {
    return switch (SdpParser.parse(bytes)) {
      case SdpResult.Invalid invalid -> {
        assertThat(invalid.line()).isPositive();
        assertThat(invalid.reason()).isNotBlank();
        yield false;
      }
      case SdpResult.Description read -> {
        check(read.session());
        yield true;
      }
    };
  }

  private static void check(SessionDescription session) {
    assertEquals(new SdpResult.Description(session), SdpParser.parse(session.toString()));
    for (MediaDescription line : session.media()) {
      line.candidates().forEach(c -> assertEquals(c, IceCandidate.parse(c.attribute().value())));
      line.rtpMaps().forEach(m -> assertEquals(m, RtpMap.parse(m.attribute().value())));
      line.cryptos().forEach(c -> assertEquals(c, CryptoAttribute.parse(c.attribute().value())));
      line.formats().forEach(f -> line.codec(f).ifPresent(m -> line.fmtp(m.payloadType())));
      assertThat(line.remoteCandidates().size() + line.ptime().orElse(0)).isNotNegative();
      assertThat(session.iceOptions(line)).isNotNull();
      assertThat(session.fingerprints(line)).isNotNull();
    }
    List<LineOutcome> outcomes = OfferAnswer.negotiate(session, ANY);
    assertEquals(session.media().size(), outcomes.size());
    AnswerCheck.problems(
        session, session.withMedia(OfferAnswer.answer(outcomes, LineOutcome::offered)));
    assertThat(OfferAnswer.hold(OfferAnswer.hold(session))).isEqualTo(OfferAnswer.hold(session));
  }
}
