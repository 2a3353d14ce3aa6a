// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import net.ringpost.sip.sdp.Setup;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is offered and answered; no packet needs to cross. */
@NullMarked
class OfferAnswerTest {
  private final List<MediaSession> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(MediaSession::close);
  }

  private MediaSession session(EncryptionPolicy policy, AudioCodec... codecs) {
    MediaSession session =
        new MediaSession(
            MediaSettings.of(AudioSource.silence(), AudioSink.discard())
                .withAddresses(List.of(InetAddress.getLoopbackAddress()))
                .withCodecs(codecs.length == 0 ? AudioCodec.values() : codecs)
                .withEncryption(policy),
            event -> {});
    opened.add(session);
    return session;
  }

  @Test
  void offer_isEncryptedWithIceForBothComponents() throws Exception {
    SessionDescription offer = session(EncryptionPolicy.REQUIRED).offer();
    MediaDescription line = offer.media().getFirst();
    assertThat(line.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
    assertThat(offer.setup(line)).contains(Setup.ACTPASS);
    assertThat(line.rtcpMux()).isTrue();
    assertThat(line.candidates()).extracting(c -> c.component()).containsExactlyInAnyOrder(1, 2);
    assertThat(line.rtpMaps())
        .extracting(m -> m.encoding())
        .containsExactly("opus", "PCMU", "PCMA", "telephone-event", "telephone-event");
  }

  @Test
  void answer_takesOneCodecAndTheActiveRole() throws Exception {
    SessionDescription offer = session(EncryptionPolicy.REQUIRED).offer();
    SessionDescription answer =
        session(EncryptionPolicy.REQUIRED, AudioCodec.PCMA, AudioCodec.PCMU).answer(offer);
    MediaDescription line = answer.media().getFirst();
    assertThat(line.formats()).containsExactly("0", "101");
    assertThat(answer.setup(line)).contains(Setup.ACTIVE);
    assertThat(line.rtcpMux()).isTrue();
  }

  @Test
  void plainOffer_isRefusedWhereEncryptionIsRequired() throws Exception {
    SessionDescription offer = session(EncryptionPolicy.PLAIN_ONLY).offer();
    assertThat(offer.media().getFirst().protocol()).isEqualTo("RTP/AVP");
    assertThatThrownBy(() -> session(EncryptionPolicy.REQUIRED).answer(offer))
        .isInstanceOf(UnacceptableOfferException.class)
        .hasMessageContaining("encrypted");
    assertThat(session(EncryptionPolicy.PLAIN_ALLOWED).answer(offer).media().getFirst().port())
        .isPositive();
    assertThatThrownBy(() -> session(EncryptionPolicy.REQUIRED).offerPlain())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void plainAnswerToAnEncryptedOffer_isRefused() throws Exception {
    MediaSession caller = session(EncryptionPolicy.PLAIN_ALLOWED);
    caller.offer();
    SessionDescription answer =
        session(EncryptionPolicy.PLAIN_ALLOWED)
            .answer(session(EncryptionPolicy.PLAIN_ONLY).offer());
    assertThatThrownBy(() -> caller.accept(answer)).isInstanceOf(UnacceptableOfferException.class);
  }

  @Test
  void answerThatDoesNotFitTheOffer_isRefusedWithTheReason() throws Exception {
    MediaSession caller = session(EncryptionPolicy.REQUIRED);
    SessionDescription offer = caller.offer();
    SessionDescription answer = session(EncryptionPolicy.REQUIRED).answer(offer);
    MediaDescription line = answer.media().getFirst();

    assertRefused(caller, answer.withMedia(List.of(line, line)), "2 m-lines, the offer 1");
    assertRefused(
        caller, offer.withMedia(List.of(offer.media().getFirst())), "a=setup:actpass chooses");
    assertRefused(
        caller, answer.withMedia(List.of(line.withFormats(List.of("3")))), "formats was offered");
    caller.accept(answer);
  }

  private static void assertRefused(MediaSession caller, SessionDescription answer, String why) {
    assertThatThrownBy(() -> caller.accept(answer))
        .isInstanceOf(UnacceptableOfferException.class)
        .hasMessageContaining(why);
  }

  @Test
  void offerPlain_mayFollowARefusedOffer() throws Exception {
    MediaSession caller = session(EncryptionPolicy.PLAIN_ALLOWED);
    caller.offer();
    SessionDescription offer = caller.offerPlain();
    assertThat(offer.media().getFirst().protocol()).isEqualTo("RTP/AVP");
    assertThat(offer.media().getFirst().candidates()).isEmpty();
    caller.accept(session(EncryptionPolicy.PLAIN_ALLOWED).answer(offer));
  }

  @Test
  void noCommonCodec_isRefused() throws Exception {
    SessionDescription offer = session(EncryptionPolicy.REQUIRED, AudioCodec.PCMU).offer();
    assertThatThrownBy(() -> session(EncryptionPolicy.REQUIRED, AudioCodec.OPUS).answer(offer))
        .isInstanceOf(UnacceptableOfferException.class)
        .hasMessageContaining("codec");
  }

  @Test
  void otherLines_areRefusedInTheirPlaces() throws Exception {
    SessionDescription offer = session(EncryptionPolicy.REQUIRED).offer();
    MediaDescription video = MediaDescription.of("video", 9000, "RTP/AVP", List.of("96"));
    MediaSession callee = session(EncryptionPolicy.REQUIRED);
    SessionDescription answer =
        callee.answer(offer.withMedia(List.of(video, offer.media().getFirst())));
    assertThat(answer.media()).extracting(m -> m.kind()).containsExactly("video", "audio");
    assertThat(answer.media().getFirst().port()).isZero();
    assertThat(answer.media().getLast().port()).isPositive();
    assertThat(callee.offer().media()).extracting(m -> m.kind()).containsExactly("video", "audio");
  }

  @Test
  void ports_areTakenFromTheRange() throws Exception {
    MediaSession session =
        new MediaSession(
            MediaSettings.of(AudioSource.silence(), AudioSink.discard())
                .withAddresses(List.of(InetAddress.getLoopbackAddress()))
                .withPorts(42_000, 42_999),
            event -> {});
    opened.add(session);
    int port = session.offer().media().getFirst().port();
    assertThat(port).isBetween(42_000, 42_998);
    assertThat(port % 2).isZero();
  }

  @Test
  void closedSession_refusesToOffer() {
    MediaSession session = session(EncryptionPolicy.REQUIRED);
    session.close();
    assertThatThrownBy(session::offer).isInstanceOf(IllegalStateException.class);
  }
}
