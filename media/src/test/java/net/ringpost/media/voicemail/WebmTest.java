// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.ringpost.media.codec.EncodedFrame;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebM files that end anywhere. */
@NullMarked
class WebmTest {
  private static final int PIECES = 12;
  private static final int PER_PIECE = 20;

  private final MemorySink whole = new MemorySink();
  private final List<Integer> ends = new ArrayList<>();
  private final Random random = new Random(9559);

  @BeforeEach
  void record() throws Exception {
    WebmStream stream = new WebmStream();
    append(stream.headers());
    ends.add(whole.bytes().length);
    for (int piece = 0; piece < PIECES; piece++) {
      for (int i = 0; i < PER_PIECE; i++) {
        int number = piece * PER_PIECE + i;
        stream.add(OpusPackets.silence(960), 960);
        if (i % 3 == 0 && number > 3) {
          stream.add(picture(number == 6 || number == 120), number * 20L + 7);
        }
      }
      append(stream.pages());
      ends.add(whole.bytes().length);
    }
    append(stream.end());
  }

  private EncodedFrame picture(boolean key) {
    byte[] data = new byte[200 + random.nextInt(400)];
    random.nextBytes(data);
    data[0] = (byte) (key ? data[0] & ~1 : data[0] | 1);
    if (key) {
      byte[] head = {(byte) 0x9D, 1, 0x2A, 0x40, 1, (byte) 0xF0, 0};
      System.arraycopy(head, 0, data, 3, head.length);
    }
    return new EncodedFrame(data, key, 1, 0, 0);
  }

  private void append(byte[] bytes) throws IOException {
    whole.append(bytes, 0, bytes.length);
  }

  private static RecoveredMessage recovered(byte[] file) throws IOException {
    return RecoveredMessage.of(new MemoryFile(file));
  }

  private static WebmIndex index(byte[] file) throws IOException {
    return WebmIndex.read(new FileWindow(new MemoryFile(file)));
  }

  private static byte[] copy(byte[] file) throws IOException {
    MemorySink sink = new MemorySink();
    recovered(file).copyTo(sink);
    return sink.bytes();
  }

  @Test
  void fileTornAtAnyByte_holdsAllThatIsWhole() throws Exception {
    byte[] file = whole.bytes();
    for (int length = 0; length <= file.length; length++) {
      byte[] torn = Arrays.copyOf(file, length);
      RecoveredMessage message = recovered(torn);
      int at = length;
      long pieces = ends.stream().filter(end -> end <= at).count() - 1;
      long least = Math.max(0, pieces * PER_PIECE * 20 - 7);
      assertThat(message.durationMillis()).as("%d", length).isBetween(least, least + 414);
      assertThat(message.complete()).isFalse();
    }
  }

  @Test
  void copyOfATornFile_isCompleteAndHoldsTheSame() throws Exception {
    byte[] file = whole.bytes();
    for (int length = ends.get(1); length <= file.length; length += 97) {
      byte[] torn = Arrays.copyOf(file, length);
      byte[] copy = copy(torn);
      RecoveredMessage finished = recovered(copy);
      assertThat(finished.complete()).as("%d", length).isTrue();
      assertThat(finished.durationMillis()).isEqualTo(recovered(torn).durationMillis());
      assertSame(torn, copy);
      assertThat(copy(copy)).as("nothing changes any more").isEqualTo(copy);
    }
  }

  private static void assertSame(byte[] one, byte[] other) throws IOException {
    for (int track : new int[] {Webm.PICTURES, Webm.SOUND}) {
      List<WebmIndex.Block> first = index(one).of(track);
      List<WebmIndex.Block> second = index(other).of(track);
      assertThat(second).hasSameSizeAs(first);
      for (int i = 0; i < first.size(); i++) {
        WebmIndex.Block a = first.get(i);
        WebmIndex.Block b = second.get(i);
        assertThat(b.time()).isEqualTo(a.time());
        assertThat(b.key()).isEqualTo(a.key());
        assertThat(Arrays.copyOfRange(other, (int) b.at(), (int) b.at() + b.length()))
            .isEqualTo(Arrays.copyOfRange(one, (int) a.at(), (int) a.at() + a.length()));
      }
    }
  }

  @Test
  void blocksOfACopy_areInTheOrderOfTimeAndTheFirstPictureIsAKey() throws Exception {
    List<WebmIndex.Block> blocks = index(copy(whole.bytes())).blocks();
    assertThat(blocks).extracting(WebmIndex.Block::time).isSorted();
    assertThat(blocks.stream().filter(b -> b.track() == Webm.PICTURES).findFirst().orElseThrow())
        .matches(WebmIndex.Block::key);
  }

  @Test
  void recordingWithoutPictures_becomesOggOpus() throws Exception {
    WebmStream stream = new WebmStream();
    MemorySink sink = new MemorySink();
    byte[] head = stream.headers();
    sink.append(head, 0, head.length);
    for (int i = 0; i < 100; i++) {
      stream.add(OpusPackets.silence(960), 960);
    }
    byte[] end = stream.end();
    sink.append(end, 0, end.length);
    RecoveredMessage live = recovered(sink.bytes());
    assertThat(live.pictures()).isFalse();
    assertThat(live.complete()).isFalse();
    byte[] copy = copy(sink.bytes());
    assertThat(new String(copy, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("OggS");
    assertThat(recovered(copy).durationMillis()).isEqualTo(live.durationMillis()).isEqualTo(1993);
    assertThat(recovered(copy).complete()).isTrue();
  }

  @Test
  void soundOfAMessageWithPictures_isAPrompt() throws Exception {
    Prompt prompt = Prompt.ofMessage(copy(whole.bytes()));
    assertThat(prompt.durationMillis()).isEqualTo(PIECES * PER_PIECE * 20L);
  }

  @Test
  void damagedBytes_areReadWithoutHarm() throws Exception {
    byte[] file = whole.bytes();
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = file.clone();
      for (int n = 0; n < 5; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      RecoveredMessage message = recovered(damaged);
      assertThat(message.durationMillis()).isNotNegative();
    }
  }
}
