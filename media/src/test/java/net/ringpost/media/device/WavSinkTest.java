// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.ChildJava;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class WavSinkTest {
  private static short[] frame(int value) {
    short[] frame = new short[Pcm.FRAME];
    Arrays.fill(frame, (short) value);
    return frame;
  }

  @Test
  void recording_isReadBackAsItWas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.wav");
    try (WavSink sink = new WavSink(file)) {
      for (int i = 0; i < 60; i++) {
        sink.write(frame(i));
      }
    }
    short[] read = WavFile.read(file);
    assertThat(read).hasSize(60 * Pcm.FRAME);
    assertThat(read[17 * Pcm.FRAME + 5]).isEqualTo((short) 17);
    assertThat(Files.size(file)).isEqualTo(44 + 60 * Pcm.FRAME * 2);
  }

  @Test
  void writingAfterClose_isIgnored(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.wav");
    WavSink sink = new WavSink(file);
    sink.write(frame(1));
    sink.close();
    sink.close();
    sink.write(frame(2));
    assertThat(WavFile.read(file)).hasSize(Pcm.FRAME);
  }

  @Test
  void programKilledInTheMiddle_leavesAFileThatCanBePlayed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("killed.wav");
    Process recorder = ChildJava.start(ChildJava.command(EndlessRecording.class, file.toString()));
    try {
      assertThat(recorder.inputReader().readLine()).isEqualTo("recording");
    } finally {
      recorder.destroyForcibly();
    }
    assertThat(recorder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    short[] read = WavFile.read(file);
    // Half a second may be missing at the end.
    assertThat(read.length / Pcm.FRAME).isGreaterThanOrEqualTo(200 - 25);
    for (int i = 0; i < read.length / Pcm.FRAME; i++) {
      assertThat(read[i * Pcm.FRAME]).isEqualTo((short) i);
    }
    assertThat(Files.size(file) - 44 - read.length * 2L).isBetween(0L, 26L * Pcm.FRAME * 2);
  }

  @Test
  void fullDisk_isTold() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    assertThatThrownBy(() -> new WavSink(full).write(frame(1)))
        .isInstanceOfAny(IOException.class, UncheckedIOException.class);
  }
}
