// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.ringpost.media.Media;
import net.ringpost.media.Witness;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.compare.VideoLag;
import net.ringpost.media.device.MeteredSource;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.media.session.Party;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A telephone with a test picture calls a machine, over loopback. */
@NullMarked
class VideoMessageTest {
  private static final LineSettings MACHINE =
      LineSettings.standard()
          .withAddresses(List.of(InetAddress.getLoopbackAddress()))
          .withEncryption(EncryptionPolicy.PLAIN_ALLOWED)
          .withVideo(Direction.RECVONLY);

  private final Heard heard = new Heard();
  @TempDir Path folder;

  @BeforeAll
  static void warmUp() {
    Media.warmUp().join();
  }

  /** Adds test pictures to what a telephone sends. */
  static MediaSettings showing(MediaSettings settings) {
    MeteredSource metered = new MeteredSource(settings.source());
    return new MediaSettings(settings.line(), metered, settings.sink(), null)
        .withAddresses(List.of(InetAddress.getLoopbackAddress()))
        .withVideo(new TestPattern(metered::level));
  }

  private static MediaSettings telephone(MediaSettings s, AudioCodec codec, String way) {
    MediaSettings here = showing(s).withCodecs(codec);
    return switch (way) {
      case "plain" -> here.withEncryption(EncryptionPolicy.PLAIN_ONLY);
      case "plain-alone" ->
          here.withEncryption(EncryptionPolicy.PLAIN_ONLY).withBundle(false).withRtcpMux(false);
      case "alone" -> here.withBundle(false);
      case "nomux" -> here.withRtcpMux(false);
      default -> here;
    };
  }

  private void call(Party caller, MessageSession machine) throws Exception {
    caller.session.accept(machine.answer(caller.session.offer()));
    heard.await("ready", 60);
    assertThat(caller.await(MediaEvent.VideoStarted.class, 60).sends()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OPUS,bundle", "OPUS,alone", "PCMU,nomux", "PCMA,plain", "OPUS,plain-alone"})
  void message_isSeenAndHeardInStep(AudioCodec codec, String way) throws Exception {
    Witness.unlessHeldUp(() -> leaveMessage(codec, way));
  }

  /** Speaks when the machine listens. */
  private static short[] afterSilence(short[] said) {
    short[] later = new short[said.length + 2 * Pcm.RATE];
    System.arraycopy(said, 0, later, Pcm.RATE, said.length);
    return later;
  }

  private void leaveMessage(AudioCodec codec, String way) throws Exception {
    short[] said = WavFile.readShipped("sentence-a");
    try (Party caller = new Party(afterSilence(said), s -> telephone(s, codec, way));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      call(caller, machine);
      MemorySink sink = new MemorySink();
      machine.record(sink);
      caller.untilSaid();
      RecordingSummary recorded = machine.stopRecording();
      assertThat(sink.syncs()).isGreaterThanOrEqualTo((int) (recorded.durationMillis() / 1000));
      RecoveredMessage live = RecoveredMessage.of(new MemoryFile(sink.bytes()));
      assertThat(live.pictures()).isTrue();
      assertThat(live.complete()).isFalse();
      assertThat(live.durationMillis())
          .isBetween(recorded.durationMillis() - 100, recorded.durationMillis() + 100);
      MemorySink copy = new MemorySink();
      live.copyTo(copy);
      assertThat(RecoveredMessage.of(new MemoryFile(copy.bytes())).complete()).isTrue();
      Film film = Film.of(Files.write(folder.resolve("message.webm"), copy.bytes()));
      assertThat(film.firstIsKey()).isTrue();
      assertThat(film.seen().getFirst().millis()).isLessThan(600);
      assertThat(film.durationMillis())
          .isBetween(recorded.durationMillis() - 100.0, recorded.durationMillis() + 100.0);
      int pictures = film.numbers().getLast() - film.numbers().getFirst() + 1;
      assertThat(film.numbers()).as("no picture is missing").hasSize(pictures).isSorted();
      assertThat(pictures).isGreaterThan((int) (recorded.durationMillis() / 1000 * 13));
      VideoLag lag = VideoLag.measure(film.seen(), film.sound());
      assertThat(lag.likeness()).as("%s", lag).isGreaterThan(0.8);
      assertThat(lag.millis()).as("%s", lag).isBetween(-100.0, 100.0);
      assertThat(SpeechComparison.compare(said, film.sound()).correlation()).isGreaterThan(0.85);
    }
  }

  @Test
  void lostPictures_standStillUntilAKeyframeThatWasAskedFor() throws Exception {
    Witness.unlessHeldUp(this::leaveOverRoughLine);
  }

  private void leaveOverRoughLine() throws Exception {
    short[] said = afterSilence(WavFile.readShipped("sentence-a"));
    try (Party caller = new Party(said, s -> telephone(s, AudioCodec.OPUS, "plain-alone"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      SessionDescription answer = machine.answer(caller.session.offer());
      MediaDescription pictures = answer.media().get(1);
      InetSocketAddress there =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), pictures.port());
      try (RoughRelay relay = new RoughRelay(there, 3, 6, 60, 6)) {
        caller.session.accept(
            answer.withMedia(List.of(answer.media().getFirst(), pictures.withPort(relay.port()))));
        heard.await("ready", 60);
        MemorySink sink = new MemorySink();
        machine.record(sink);
        caller.untilSaid();
        RecordingSummary recorded = machine.stopRecording();
        MemorySink copy = new MemorySink();
        RecoveredMessage.of(new MemoryFile(sink.bytes())).copyTo(copy);
        Film film = Film.of(Files.write(folder.resolve("rough.webm"), copy.bytes()));
        int sent = film.numbers().getLast() - film.numbers().getFirst() + 1;
        assertThat(relay.lost()).isPositive();
        assertThat(film.firstIsKey()).isTrue();
        assertThat(film.numbers()).isSorted().doesNotHaveDuplicates();
        assertThat(film.numbers().size()).as("of %d sent", sent).isBetween(sent / 4, sent - 1);
        assertThat(film.seen().getLast().millis()).isGreaterThan(film.durationMillis() / 2);
        assertThat(film.durationMillis())
            .isBetween(recorded.durationMillis() - 100.0, recorded.durationMillis() + 100.0);
        VideoLag lag = VideoLag.measure(film.seen(), film.sound());
        assertThat(lag.millis()).as("%s", lag).isBetween(-100.0, 100.0);
      }
    }
  }
}
