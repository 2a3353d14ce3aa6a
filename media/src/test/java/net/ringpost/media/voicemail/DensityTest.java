// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.ringpost.media.Media;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaLine;
import net.ringpost.media.session.Party;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Many recordings at once; the long form is in the benchmarks. */
@NullMarked
class DensityTest {
  private static final int CALLS = Integer.getInteger("ringpost.density.calls", 100);
  private static final int SECONDS = Integer.getInteger("ringpost.density.seconds", 5);
  private static final LineSettings SETTINGS =
      LineSettings.standard().withAddresses(List.of(InetAddress.getLoopbackAddress()));

  /** A caller that costs little: it says what was encoded before. */
  private static final class Caller implements AutoCloseable {
    final Heard heard = new Heard();
    final Heard said = new Heard();
    final MemorySink sink = new MemorySink();
    final MediaLine<VoicemailEndpoint> line;
    final MessageSession machine = new MessageSession(SETTINGS, heard);

    Caller(int seed) {
      line =
          new MediaLine<>(
              SETTINGS, way -> new VoicemailEndpoint(way, said, new Random(seed)), event -> {});
    }

    void call() throws Exception {
      line.accept(machine.answer(line.offer()));
    }

    long progressMillis() {
      RecordingSummary now = machine.progress();
      return now == null ? 0 : now.durationMillis();
    }

    @Override
    public void close() {
      line.close();
      machine.close();
    }
  }

  @Test
  void manyEncryptedRecordings_loseNothing() throws Exception {
    Media.warmUp().join();
    Prompt sentence = Prompt.ofPcm(WavFile.readShipped("sentence-a"));
    int times = (int) (SECONDS * 1000L / sentence.durationMillis() + 1);
    Prompt said = Prompt.sequence(Collections.nCopies(times, sentence).toArray(Prompt[]::new));
    List<Caller> callers = new ArrayList<>();
    try {
      for (int i = 0; i < CALLS; i++) {
        Caller caller = new Caller(i);
        callers.add(caller);
        caller.call();
        caller.heard.await("ready", 60);
      }
      record(callers, said);
    } finally {
      callers.forEach(Caller::close);
    }
  }

  /** What the one thread has used that sends for all callers. */
  private static long pacerNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(t -> t != null && t.getThreadName().equals("media-message"))
        .mapToLong(t -> threads.getThreadCpuTime(t.getThreadId()))
        .sum();
  }

  private static void record(List<Caller> callers, Prompt said) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long pacing = pacerNanos();
    long begin = System.nanoTime();
    callers.forEach(c -> c.machine.record(c.sink));
    callers.forEach(c -> c.line.end().player().play(said));
    for (Caller c : callers) {
      c.said.await("played", 60 + SECONDS);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double used = (system.getProcessCpuTime() - processor) / 1e9 / seconds / callers.size();
    double sending = (pacerNanos() - pacing) / 1e9 / seconds / callers.size();
    System.out.printf(
        "%d encrypted Opus recordings: %.3f %% of a core each, and %.3f %% for the caller; %d threads%n",
        callers.size(), 100 * (used - sending), 100 * sending, Thread.activeCount());
    for (Caller c : callers) {
      Party.until(() -> c.progressMillis() > said.durationMillis() + 400, 60, "the end");
      RecordingSummary recorded = c.machine.stopRecording();
      assertThat(recorded.bytes()).isEqualTo(c.sink.bytes().length);
      assertThat(spoken(OpusFile.read(new ByteArrayInputStream(c.sink.bytes())).packets().stream()))
          .isEqualTo(spoken(said.frames(AudioCodec.OPUS).stream().map(Frame::payload)));
    }
  }

  /** Packets that are more than silence, in order. */
  private static List<Integer> spoken(Stream<byte[]> packets) {
    return packets.filter(p -> p.length > 3).map(Arrays::hashCode).toList();
  }
}
