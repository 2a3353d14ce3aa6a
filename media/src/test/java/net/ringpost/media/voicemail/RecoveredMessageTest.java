// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that end anywhere. */
@NullMarked
class RecoveredMessageTest {
  private static final int PAGE = 20;

  private final MemorySink whole = new MemorySink();

  /** Where each page ends, and how many packets are in the file until there. */
  private final List<Integer> ends = new ArrayList<>();

  private final List<Integer> packets = new ArrayList<>();
  private short[] said = {};

  @BeforeEach
  void record() throws Exception {
    said = WavFile.readShipped("sentence-a");
    OpusStream stream = new OpusStream(-7);
    append(stream.headers());
    int count = 0;
    for (Frame frame : Prompt.ofPcm(said).frames(AudioCodec.OPUS)) {
      stream.add(frame.payload(), frame.samples());
      if (++count % PAGE == 0) {
        append(stream.pages());
        page(count - 1);
      }
    }
    append(stream.end());
    page(count);
  }

  private void append(byte[] pages) throws IOException {
    whole.append(pages, 0, pages.length);
  }

  private void page(int count) {
    ends.add(whole.bytes().length);
    packets.add(count);
  }

  private static RecoveredMessage recover(byte[] file) throws IOException {
    return RecoveredMessage.of(new MemoryFile(file));
  }

  private static long millis(int packets) {
    return Math.max(0, (packets * 960L - OpusStream.PRE_SKIP) * 1000 / Pcm.RATE);
  }

  @Test
  void file_tornAtAnyByteOfItsLastTwoPages_holdsAllWholePages() throws Exception {
    byte[] file = whole.bytes();
    int pages = ends.size();
    for (int length = ends.get(pages - 3); length < file.length; length++) {
      int there = length >= ends.get(pages - 2) ? pages - 2 : pages - 3;
      RecoveredMessage recovered = recover(Arrays.copyOf(file, length));
      assertThat(recovered.durationMillis()).as("%d", length).isEqualTo(millis(packets.get(there)));
      assertThat(recovered.complete()).isFalse();
    }
    assertThat(recover(file).complete()).isTrue();
    assertThat(recover(file).durationMillis()).isEqualTo(millis(packets.getLast()));
  }

  @Test
  void file_tornWithinItsHeaders_holdsNothing() throws Exception {
    byte[] headers = new OpusStream(1).headers();
    for (int length = 0; length <= headers.length; length++) {
      byte[] torn = Arrays.copyOf(headers, length);
      assertThat(recover(torn).durationMillis()).isZero();
      assertThatThrownBy(() -> Prompt.ofOggOpus(new ByteArrayInputStream(torn)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void brokenPage_endsTheFileBeforeIt() throws Exception {
    byte[] file = whole.bytes();
    file[ends.get(2) + 100] ^= 4;
    assertThat(recover(file).durationMillis()).isEqualTo(millis(packets.get(2)));
  }

  @Test
  void copy_isFinishedAndHoldsTheSame() throws Exception {
    byte[] file = whole.bytes();
    RecoveredMessage torn = recover(Arrays.copyOf(file, file.length - 1));
    MemorySink copy = new MemorySink();
    torn.copyTo(copy);
    assertThat(copy.syncs()).isEqualTo(1);
    RecoveredMessage finished = recover(copy.bytes());
    assertThat(finished.complete()).isTrue();
    assertThat(finished.durationMillis()).isEqualTo(torn.durationMillis());
    MemorySink same = new MemorySink();
    recover(file).copyTo(same);
    assertThat(same.decoded()).isEqualTo(whole.decoded());
  }

  @Test
  void eachPrefixOfWholePages_isPlayedByOthers(@TempDir Path folder) throws Exception {
    for (int page : new int[] {0, 3, ends.size() - 1}) {
      Path file = folder.resolve("prefix-" + page + ".opus");
      Files.write(file, Arrays.copyOf(whole.bytes(), ends.get(page)));
      short[] heard = ffmpeg(file);
      assertThat(heard.length * 1000L / Pcm.RATE)
          .isBetween(millis(packets.get(page)) - 7, millis(packets.get(page)) + 7);
    }
    short[] heard = ffmpeg(folder.resolve("prefix-" + (ends.size() - 1) + ".opus"));
    assertThat(SpeechComparison.compare(said, heard).correlation()).isGreaterThan(0.9);
  }

  /** Decodes with another program. */
  static short[] ffmpeg(Path file) throws Exception {
    Path program = Path.of("/usr/bin/ffmpeg");
    Assumptions.assumeTrue(Files.isExecutable(program), "no ffmpeg on this machine");
    Path wav = file.resolveSibling(file.getFileName() + ".wav");
    Process process =
        new ProcessBuilder(
                program.toString(), "-v", "error", "-y", "-i", file.toString(), wav.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return WavFile.read(wav);
  }
}
