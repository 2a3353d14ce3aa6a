// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import net.ringpost.media.Media;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.ToneSource;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.Fingerprint;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens in a call after it was answered. */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class MidCallTest {
  private Party a = new Party(tone(), MidCallTest::loopback);
  private Party b = new Party(tone(), MidCallTest::loopback);

  @BeforeAll
  static void warmUp() {
    Media.warmUp().join();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private static MediaSettings loopback(MediaSettings s) {
    return s.withAddresses(List.of(InetAddress.getLoopbackAddress()));
  }

  private static MediaSettings plain(MediaSettings s) {
    return loopback(s).withEncryption(EncryptionPolicy.PLAIN_ONLY);
  }

  private void use(UnaryOperator<MediaSettings> settings) {
    close();
    a = new Party(tone(), settings);
    b = new Party(tone(), settings);
  }

  private void call() throws Exception {
    a.session.accept(b.session.answer(a.session.offer()));
    a.await(MediaEvent.MediaStarted.class, 60);
    b.await(MediaEvent.MediaStarted.class, 60);
  }

  private static void renegotiate(Party offerer, Party answerer, Direction expected)
      throws Exception {
    SessionDescription answer = answerer.session.answer(offerer.session.offer());
    assertThat(answer.direction(answer.media().getFirst())).isEqualTo(expected);
    offerer.session.accept(answer);
  }

  @ParameterizedTest
  @EnumSource
  void digits_arriveOnceEachAndInOrder(AudioCodec codec) throws Exception {
    use(s -> loopback(s).withCodecs(codec));
    call();
    for (char digit : "15#*DD".toCharArray()) {
      assertThat(a.session.sendDigit(digit, 100)).isTrue();
    }
    StringBuilder got = new StringBuilder();
    while (got.length() < 6) {
      got.append(b.await(MediaEvent.DigitReceived.class, 60).digit());
    }
    assertThat(got).hasToString("15#*DD");
    assertThatThrownBy(() -> a.session.sendDigit('x', 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(b.levelIn(l -> l > -40)).isTrue();
  }

  @Test
  void hold_silencesTheHeldAndResumeBringsItBack() throws Exception {
    call();
    assertThat(a.levelIn(l -> l > -40)).isTrue();
    a.session.setHeld(true);
    renegotiate(a, b, Direction.RECVONLY);
    assertThat(a.levelIn(l -> l < -80)).isTrue();
    assertThat(b.levelIn(l -> l > -40)).isTrue();
    a.session.setHeld(false);
    renegotiate(a, b, Direction.SENDRECV);
    assertThat(a.levelIn(l -> l > -40)).isTrue();
    b.session.setHeld(true);
    renegotiate(b, a, Direction.RECVONLY);
    assertThat(b.levelIn(l -> l < -80)).isTrue();
    b.session.setHeld(false);
    renegotiate(b, a, Direction.SENDRECV);
    assertThat(b.levelIn(l -> l > -40)).isTrue();
    assertThat(a.events()).noneMatch(e -> e instanceof MediaEvent.MediaFailed);
  }

  @Test
  void mute_sendsSilence() throws Exception {
    call();
    // A sine wave of 0.3 measures 13.5 dB below full scale.
    assertThat(a.levelOut(l -> l > -14 && l < -13)).isTrue();
    a.session.setMuted(true);
    assertThat(b.levelIn(l -> l < -80)).isTrue();
    assertThat(a.levelOut(l -> l < -80)).isTrue();
    a.session.setMuted(false);
    assertThat(b.levelIn(l -> l > -40)).isTrue();
    assertThat(a.levelOut(l -> l > -14 && l < -13)).isTrue();
  }

  @Test
  void anotherCodecInMidCall_isFollowed() throws Exception {
    use(s -> loopback(s).withCodecs(AudioCodec.OPUS, AudioCodec.PCMU));
    call();
    SessionDescription offer = a.session.offer();
    MediaDescription line = offer.media().getFirst();
    SessionDescription onlyPcmu = offer.withMedia(List.of(line.withFormats(List.of("0", "101"))));
    a.session.accept(b.session.answer(onlyPcmu));
    assertThat(a.await(MediaEvent.MediaStarted.class, 60).codec()).isEqualTo(AudioCodec.PCMU);
    assertThat(b.await(MediaEvent.MediaStarted.class, 60).codec()).isEqualTo(AudioCodec.PCMU);
    a.forgetStatistics();
    assertThat(a.levelIn(l -> l > -40)).isTrue();
    assertThat(b.levelIn(l -> l > -40)).isTrue();
  }

  @Test
  void anotherAddressInMidCall_isFollowed() throws Exception {
    use(MidCallTest::plain);
    call();
    b.close();
    try (Party moved = new Party(tone(), MidCallTest::plain)) {
      moved.session.accept(a.session.answer(moved.session.offer()));
      InetSocketAddress now = a.await(MediaEvent.MediaStarted.class, 60).remote();
      assertThat(moved.await(MediaEvent.MediaStarted.class, 60).local()).isEqualTo(now);
      assertThat(moved.levelIn(l -> l > -40)).isTrue();
    }
  }

  @Test
  void wrongFingerprint_failsAndNothingIsHeard() throws Exception {
    SessionDescription answer = b.session.answer(a.session.offer());
    MediaDescription line = answer.media().getFirst();
    Fingerprint right = answer.fingerprints(line).getFirst();
    Fingerprint wrong =
        new Fingerprint(right.hash(), new StringBuilder(right.value()).reverse().toString());
    a.session.accept(
        answer.withMedia(
            List.of(line.without(x -> x.name().equals("fingerprint")).with(wrong.attribute()))));
    assertThat(a.await(MediaEvent.MediaFailed.class, 60).reason()).contains("fingerprint");
    assertThat(a.events()).noneMatch(e -> e instanceof MediaEvent.MediaStarted);
    assertThat(a.framesHeard()).isZero();
    assertThat(b.framesHeard()).isZero();
  }

  @Test
  void silentPeer_isNoticedAndItsReturnToo() throws Exception {
    use(s -> plain(s).withTimeout(1));
    call();
    a.await(MediaEvent.Statistics.class, 60);
    b.close();
    assertThat(a.await(MediaEvent.MediaTimeout.class, 60).seconds()).isGreaterThanOrEqualTo(1);
    try (Party back = new Party(tone(), MidCallTest::plain)) {
      back.session.accept(a.session.answer(back.session.offer()));
      a.await(MediaEvent.MediaResumed.class, 60);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OPUS", "PCMU"})
  void lostPackets_areCountedAndSoundGoesOn(AudioCodec codec) throws Exception {
    use(s -> plain(s).withCodecs(codec));
    SessionDescription offer = a.session.offer();
    MediaDescription line = offer.media().getFirst();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramSocket nobody = new DatagramSocket(new InetSocketAddress(here, 0))) {
      // Until there is a relay; a packet that came directly would be answered directly.
      SessionDescription answer =
          b.session.answer(offer.withMedia(List.of(line.withPort(nobody.getLocalPort()))));
      MediaDescription theirs = answer.media().getFirst();
      try (LossyRelay relay =
          new LossyRelay(
              new InetSocketAddress(here, line.port()),
              new InetSocketAddress(here, theirs.port()),
              20)) {
        relay.start();
        // Each learns of the relay's port as the other's.
        b.session.answer(offer.withMedia(List.of(line.withPort(relay.port()))));
        a.session.accept(answer.withMedia(List.of(theirs.withPort(relay.port()))));
        expectLossOfFivePercent();
      }
    }
  }

  private void expectLossOfFivePercent() throws Exception {
    a.await(MediaEvent.MediaStarted.class, 60);
    MediaEvent.Statistics late = a.await(MediaEvent.Statistics.class, 60);
    while (late.packetsReceived() < 250) {
      late = a.await(MediaEvent.Statistics.class, 60);
      assertThat(late.levelIn()).isGreaterThan(-40);
    }
    double lost = (double) late.packetsLost() / (late.packetsLost() + late.packetsReceived());
    assertThat(lost).isBetween(0.03, 0.07);
    assertThat(late.lossFraction()).isBetween(0.0, 0.15);
    assertThat(late.jitterMillis()).isBetween(0.0, 200.0);
  }

  @Test
  void roundTrip_isMeasuredByRtcp() throws Exception {
    call();
    Party.until(
        () ->
            a.events().stream()
                .anyMatch(
                    e ->
                        e instanceof MediaEvent.Statistics s
                            && s.roundTripMillis() >= 0
                            && s.roundTripMillis() < 250
                            && s.remoteLossFraction() < 0.05),
        15,
        "a round trip in the statistics");
  }

  private static short[] tone() {
    short[] samples = new short[Pcm.RATE * 60];
    ToneSource tone = new ToneSource(440, 0.3);
    tone.read(samples);
    return samples;
  }
}
