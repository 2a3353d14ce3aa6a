// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What must hold for any bytes that are read as a description. */
final class SdpProperties {
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
      line.formats().forEach(f -> line.codec(f).ifPresent(m -> line.fmtp(m.payloadType())));
      assertThat(line.remoteCandidates().size() + line.ptime().orElse(0)).isNotNegative();
      assertThat(session.iceOptions(line)).isNotNull();
      assertThat(session.fingerprints(line)).isNotNull();
    }
    String unused = AnswerCheck.problem(session, session);
  }
}
