// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.ringpost.media.Media;
import net.ringpost.media.Witness;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.media.session.Party;
import net.ringpost.media.session.UnacceptableOfferException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A telephone calls a machine, over loopback. */
@NullMarked
class MessageSessionTest {
  private static final LineSettings MACHINE =
      LineSettings.standard()
          .withAddresses(List.of(InetAddress.getLoopbackAddress()))
          .withEncryption(EncryptionPolicy.PLAIN_ALLOWED);

  private final Heard heard = new Heard();

  @BeforeAll
  static void warmUp() {
    Media.warmUp().join();
  }

  private static MediaSettings telephone(MediaSettings s, AudioCodec codec, String way) {
    MediaSettings here =
        s.withAddresses(List.of(InetAddress.getLoopbackAddress())).withCodecs(codec);
    return switch (way) {
      case "plain" -> here.withEncryption(EncryptionPolicy.PLAIN_ONLY);
      case "nomux" -> here.withRtcpMux(false);
      default -> here;
    };
  }

  private static short[] sentence(String name) throws Exception {
    return WavFile.readShipped("sentence-" + name);
  }

  private void call(Party caller, MessageSession machine) throws Exception {
    caller.session.accept(machine.answer(caller.session.offer()));
    heard.await("ready", 60);
  }

  @ParameterizedTest
  @CsvSource({"OPUS,mux", "OPUS,nomux", "OPUS,plain", "PCMU,mux", "PCMA,plain"})
  void message_holdsTheWordsAndIsAsLongAsTheyWere(AudioCodec codec, String way) throws Exception {
    Witness.unlessHeldUp(() -> leaveMessage(codec, way));
  }

  private void leaveMessage(AudioCodec codec, String way) throws Exception {
    short[] said = sentence("a");
    try (Party caller = new Party(said, s -> telephone(s, codec, way));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      MemorySink sink = new MemorySink();
      machine.record(sink);
      call(caller, machine);
      long begin = System.nanoTime();
      caller.untilSaid();
      RecordingSummary recorded = machine.stopRecording();
      long spoken = (System.nanoTime() - begin) / 1_000_000;
      SpeechComparison comparison = SpeechComparison.compare(said, sink.decoded());
      assertThat(comparison.correlation()).as("%s", comparison).isGreaterThan(0.9);
      assertThat(comparison.longestGapMillis()).as("%s", comparison).isLessThanOrEqualTo(20);
      assertThat(comparison.stretchMillis()).as("%s", comparison).isLessThanOrEqualTo(20);
      assertThat(recorded.durationMillis()).isBetween(spoken - 100, spoken + 100);
      assertThat(recorded.lostMillis()).isLessThan(100);
      assertThat(recorded.soundMillis()).isGreaterThan(1000);
      assertThat(sink.longestPauseMillis()).isLessThanOrEqualTo(500);
      assertThat(sink.syncs()).isGreaterThanOrEqualTo((int) (spoken / 1000));
      assertThat(sink.closes()).isEqualTo(1);
      assertThat(RecoveredMessage.of(new MemoryFile(sink.bytes())).complete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPUS,mux", "PCMU,plain"})
  void prompt_isHeardWordForWordAtItsPace(AudioCodec codec, String way) throws Exception {
    Witness.unlessHeldUp(() -> listen(codec, way));
  }

  private void listen(AudioCodec codec, String way) throws Exception {
    short[] greeting = sentence("b");
    Prompt prompt = Prompt.sequence(Prompt.ofPcm(greeting), Prompt.silence(200), Tones.beep());
    try (Party caller = new Party(new short[0], s -> telephone(s, codec, way));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.play(prompt);
      call(caller, machine);
      long begin = System.nanoTime();
      heard.await("played", 60);
      long took = (System.nanoTime() - begin) / 1_000_000;
      int there = caller.framesHeard();
      Party.until(() -> caller.framesHeard() > there + 15, 60, "the rest");
      SpeechComparison comparison = SpeechComparison.compare(greeting, caller.heard());
      assertThat(comparison.correlation()).as("%s", comparison).isGreaterThan(0.9);
      assertThat(comparison.longestGapMillis()).as("%s", comparison).isLessThanOrEqualTo(60);
      assertThat(took).isBetween(prompt.durationMillis() - 150, prompt.durationMillis() + 250);
    }
  }

  @Test
  void beep_isHeard() throws Exception {
    try (Party caller = new Party(new short[0], s -> telephone(s, AudioCodec.PCMA, "plain"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.play(Tones.beep());
      call(caller, machine);
      heard.await("played", 60);
      Party.until(
          () -> {
            short loudest = 0;
            for (short s : caller.heard()) {
              loudest = (short) Math.max(loudest, s);
            }
            return loudest > 6000 && loudest < 12_000;
          },
          5,
          "the tone");
    }
  }

  @Test
  void keys_areToldOnceEachAndAreNotSound() throws Exception {
    try (Party caller =
            new Party(new short[Pcm.RATE * 20], s -> telephone(s, AudioCodec.OPUS, "mux"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      MemorySink sink = new MemorySink();
      call(caller, machine);
      long begin = System.nanoTime();
      machine.record(sink);
      for (char digit : "1592#".toCharArray()) {
        caller.session.sendDigit(digit, 120);
      }
      for (char digit : "1592#".toCharArray()) {
        assertThat(heard.await("digit", 60)).isEqualTo("digit " + digit);
      }
      RecordingSummary recorded = machine.stopRecording();
      long spoken = (System.nanoTime() - begin) / 1_000_000;
      assertThat(recorded.durationMillis()).isBetween(spoken - 100, spoken + 100);
      assertThat(recorded.soundMillis()).isZero();
      assertThat(recorded.lastSilenceMillis()).isEqualTo(recorded.durationMillis());
    }
  }

  @Test
  void keyThatIsTheFirstThatIsHeard_isToldWhenTheCallIsReady() throws Exception {
    try (Party caller =
            new Party(new short[Pcm.RATE * 20], s -> telephone(s, AudioCodec.OPUS, "plain"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      caller.session.accept(machine.answer(caller.session.offer()));
      caller.session.sendDigit('3', 120);
      assertThat(heard.await("", 60)).startsWith("ready");
      assertThat(heard.await("", 60)).isEqualTo("digit 3");
    }
  }

  @Test
  void skipping_movesInTheMessage() throws Exception {
    try (Party caller = new Party(new short[0], s -> telephone(s, AudioCodec.OPUS, "plain"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.play(Prompt.silence(30_000));
      machine.seek(20_000);
      call(caller, machine);
      machine.seek(29_000);
      assertThat(machine.position()).isBetween(29_000L, 29_400L);
      assertThat(heard.await("played", 60)).isEqualTo("played 30000");
      machine.play(Prompt.silence(30_000));
      machine.seek(-5);
      assertThat(machine.position()).isLessThan(400);
      machine.stopPlaying();
      assertThat(machine.position()).isZero();
      assertThat(heard.poll()).isEqualTo("null");
    }
  }

  @Test
  void fullDisk_isToldOnceAndTheCallGoesOn() throws Exception {
    try (Party caller = new Party(sentence("a"), s -> telephone(s, AudioCodec.OPUS, "plain"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      MemorySink sink = new MemorySink(6000);
      machine.record(sink);
      call(caller, machine);
      assertThat(heard.await("recording failed", 60)).contains("no space left");
      byte[] kept = sink.bytes();
      machine.play(Tones.beep());
      heard.await("played", 60);
      assertThat(machine.stopRecording()).isNotNull();
      assertThat(sink.bytes()).isEqualTo(kept);
      assertThat(sink.closes()).isEqualTo(1);
      assertThat(heard.poll()).isEqualTo("null");
      MemorySink other = new MemorySink();
      machine.record(other);
      Party.until(() -> other.bytes().length > 1000, 60, "another recording");
    }
  }

  @Test
  void closingFromAnEvent_completesTheRecordingAndLeavesTheThreadAlone() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    MemorySink sink = new MemorySink();
    MessageSession[] machine = new MessageSession[1];
    MessageListener ending =
        new MessageListener() {
          @Override
          public void onReady(AudioCodec codec, String encryption) {}

          @Override
          public void onDigit(char digit) {
            machine[0].close();
            if (!Thread.currentThread().isInterrupted()) {
              done.countDown();
            }
          }

          @Override
          public void onPlayed(Prompt prompt) {}

          @Override
          public void onTimeout() {}

          @Override
          public void onFailed(String reason) {}

          @Override
          public void onRecordingFailed(String reason) {}
        };
    machine[0] = new MessageSession(MACHINE, ending);
    try (Party caller = new Party(sentence("a"), s -> telephone(s, AudioCodec.OPUS, "plain"))) {
      machine[0].record(sink);
      caller.session.accept(machine[0].answer(caller.session.offer()));
      caller.await(MediaEvent.MediaStarted.class, 60);
      caller.session.sendDigit('#', 100);
      assertThat(done.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(RecoveredMessage.of(new MemoryFile(sink.bytes())).complete()).isTrue();
      assertThatThrownBy(() -> machine[0].record(new MemorySink()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void callerThatSendsNothing_isNoticedAndItsMessageIsEmpty() throws Exception {
    try (Party caller = new Party(sentence("a"), s -> telephone(s, AudioCodec.OPUS, "plain"));
        MessageSession machine = new MessageSession(MACHINE.withTimeout(1), heard)) {
      MemorySink sink = new MemorySink();
      machine.record(sink);
      machine.answer(caller.session.offer());
      heard.await("timeout", 60);
      RecordingSummary recorded = machine.stopRecording();
      assertThat(recorded.durationMillis()).isZero();
      assertThat(recorded.soundMillis()).isZero();
      assertThat(RecoveredMessage.of(new MemoryFile(sink.bytes())).complete()).isTrue();
    }
  }

  @Test
  void callerThatIsNotHeardYet_isWaitedForButNotForEver() throws Exception {
    try (Party caller = new Party(sentence("a"), s -> telephone(s, AudioCodec.OPUS, "plain"));
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      long begin = System.nanoTime();
      machine.answer(caller.session.offer());
      heard.await("ready", 60);
      assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000);
    }
  }

  @Test
  void check_refusesWhatAnswerWouldRefuse() throws Exception {
    try (Party caller = new Party(new short[0], s -> telephone(s, AudioCodec.OPUS, "plain"))) {
      var offer = caller.session.offer();
      MessageSession.check(offer, MACHINE);
      assertThatThrownBy(
              () -> MessageSession.check(offer, MACHINE.withEncryption(EncryptionPolicy.REQUIRED)))
          .isInstanceOf(UnacceptableOfferException.class);
    }
  }
}
