// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.ringpost.media.Media;
import net.ringpost.media.Witness;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.media.session.Party;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages over bad networks, and by callers that change in the middle. */
@NullMarked
class RoughLineTest {
  private static final LineSettings MACHINE =
      LineSettings.standard()
          .withAddresses(List.of(InetAddress.getLoopbackAddress()))
          .withEncryption(EncryptionPolicy.PLAIN_ALLOWED);

  private final Heard heard = new Heard();
  private final MemorySink sink = new MemorySink();

  @BeforeAll
  static void warmUp() {
    Media.warmUp().join();
  }

  private static MediaSettings telephone(MediaSettings s, AudioCodec codec) {
    return s.withAddresses(List.of(InetAddress.getLoopbackAddress()))
        .withCodecs(codec)
        .withEncryption(EncryptionPolicy.PLAIN_ONLY);
  }

  /** Has the caller send to the relay, and the relay to the machine. */
  private RoughRelay call(Party caller, MessageSession machine, long seed, int loss, int jitter)
      throws Exception {
    SessionDescription answer = machine.answer(caller.session.offer());
    var line = answer.media().getFirst();
    RoughRelay relay =
        new RoughRelay(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), line.port()),
            seed,
            loss,
            jitter,
            loss);
    caller.session.accept(answer.withMedia(List.of(line.withPort(relay.port()))));
    return relay;
  }

  @ParameterizedTest
  @CsvSource({"OPUS,1,0", "OPUS,2,0", "PCMU,3,0", "OPUS,4,5", "PCMA,5,5"})
  void message_isAsLongAsSpokenAndInOrder(
      AudioCodec codec, long seed, int loss, @TempDir Path folder) throws Exception {
    Witness.unlessHeldUp(() -> leave(codec, seed, loss, folder));
  }

  private void leave(AudioCodec codec, long seed, int loss, Path folder) throws Exception {
    MemorySink own = new MemorySink();
    short[] said = WavFile.readShipped("sentence-a");
    try (Party caller = new Party(said, s -> telephone(s, codec));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(own);
      long begin = System.nanoTime();
      try (RoughRelay relay = call(caller, machine, seed, loss, 60)) {
        caller.untilSaid();
        Party.until(() -> machine.progress() != null && sound(machine) > 3000, 60, "the sentence");
        RecordingSummary recorded = machine.stopRecording();
        long spoken = (System.nanoTime() - begin) / 1_000_000;
        SpeechComparison comparison = SpeechComparison.compare(said, own.decoded());
        String told = recorded + " " + comparison + " lost " + relay.lost();
        assertThat(recorded.durationMillis()).as(told).isBetween(spoken - 150, spoken + 100);
        assertThat(comparison.stretchMillis()).as(told).isLessThanOrEqualTo(30);
        assertThat(comparison.correlation()).as(told).isGreaterThan(loss == 0 ? 0.9 : 0.75);
        assertThat(comparison.longestGapMillis()).as(told).isLessThanOrEqualTo(loss == 0 ? 20 : 60);
        assertThat(recorded.lostMillis())
            .as(told)
            .isBetween(Math.max(0, relay.lost() - 3) * 20L, relay.lost() * 20L + 80);
        Path file = folder.resolve(codec + "-" + seed + ".opus");
        Files.write(file, own.bytes());
        short[] other = RecoveredMessageTest.ffmpeg(file);
        assertThat(other.length * 1000L / Pcm.RATE)
            .isBetween(recorded.durationMillis() - 20, recorded.durationMillis() + 20);
      }
    }
  }

  private static long sound(MessageSession machine) {
    RecordingSummary now = machine.progress();
    return now == null ? 0 : now.durationMillis();
  }

  @Test
  void callerWhoChangesAddressAndStream_isRecordedInOneFile() throws Exception {
    Witness.unlessHeldUp(this::change);
  }

  private void change() throws Exception {
    MemorySink own = new MemorySink();
    short[] first = WavFile.readShipped("sentence-a");
    short[] second = WavFile.readShipped("sentence-b");
    try (MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(own);
      say(first, AudioCodec.OPUS, machine);
      say(second, AudioCodec.OPUS, machine);
      say(second, AudioCodec.PCMU, machine);
      RecordingSummary recorded = machine.stopRecording();
      short[] all = own.decoded();
      int part = first.length;
      assertAlike(first, Arrays.copyOf(all, part + Pcm.RATE / 2));
      assertAlike(second, Arrays.copyOfRange(all, part, part + second.length + Pcm.RATE));
      assertAlike(second, Arrays.copyOfRange(all, part + second.length, all.length));
      long said = (first.length + 2L * second.length) * 1000 / Pcm.RATE;
      assertThat(recorded.durationMillis()).isBetween(said - 100, said + 1000);
    }
  }

  private static void say(short[] what, AudioCodec codec, MessageSession machine) throws Exception {
    try (Party caller = new Party(what, s -> telephone(s, codec))) {
      caller.session.accept(machine.answer(caller.session.offer()));
      caller.untilSaid();
    }
  }

  private static void assertAlike(short[] said, short[] there) throws IOException {
    SpeechComparison comparison = SpeechComparison.compare(said, there);
    assertThat(comparison.correlation()).as("%s", comparison).isGreaterThan(0.85);
    assertThat(comparison.longestGapMillis()).as("%s", comparison).isLessThanOrEqualTo(20);
  }

  @Test
  void stormOfKeys_isTakenInOrderAndLeavesTheLengthRight() throws Exception {
    try (Party caller = new Party(new short[Pcm.RATE * 30], s -> telephone(s, AudioCodec.PCMU));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      long begin = System.nanoTime();
      try (RoughRelay relay = call(caller, machine, 7, 5, 30)) {
        char[] keys = "0123456789*#ABCD0123456789".repeat(2).toCharArray();
        for (char key : keys) {
          caller.session.sendDigit(key, 60);
        }
        for (char key : keys) {
          assertThat(heard.await("digit", 60)).isEqualTo("digit " + key);
        }
        assertThat(relay.lost()).isPositive();
        RecordingSummary recorded = machine.stopRecording();
        long spoken = (System.nanoTime() - begin) / 1_000_000;
        assertThat(recorded.durationMillis()).isBetween(spoken - 250, spoken + 100);
        assertThat(recorded.soundMillis()).isZero();
      }
    }
  }
}
