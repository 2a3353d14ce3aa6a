// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.ringpost.media.compare.SpeechComparison;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class WavFileTest {
  private static final int DATA = 44;

  @TempDir Path folder;

  /** One second of 375 Hz at half of full scale in the first channel, nothing in the others. */
  private static byte[] wav(int code, int bits, int channels, int rate) {
    int frame = channels * bits / 8;
    ByteBuffer out =
        ByteBuffer.allocate(DATA + rate * frame).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF"));
    out.putInt(out.capacity() - 8).put(ascii("WAVEfmt ")).putInt(16).putShort((short) code);
    out.putShort((short) channels).putInt(rate).putInt(rate * frame).putShort((short) frame);
    out.putShort((short) bits).put(ascii("data")).putInt(rate * frame);
    for (int i = 0; i < rate; i++) {
      double sample = 0.5 * Math.sin(2 * Math.PI * 375 * i / rate);
      for (int c = 0; c < channels; c++) {
        put(out, code, bits, c == 0 ? sample : 0);
      }
    }
    return out.array();
  }

  private static void put(ByteBuffer out, int code, int bits, double sample) {
    long whole = Math.round(sample * (1L << (bits - 1)));
    switch (code * 100 + bits) {
      case 108 -> out.put((byte) (whole + 0x80));
      case 116 -> out.putShort((short) whole);
      case 124 -> out.putShort((short) whole).put((byte) (whole >> 16));
      case 132 -> out.putInt((int) whole);
      case 332 -> out.putFloat((float) sample);
      default -> out.putDouble(sample);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static short[] read(byte[] file) throws IOException {
    return WavFile.read(new ByteArrayInputStream(file), "it", 60);
  }

  @ParameterizedTest
  @CsvSource({
    "1,8,1,8000",
    "1,16,1,48000",
    "1,16,2,44100",
    "1,24,1,96000",
    "1,24,2,48000",
    "1,32,1,48000",
    "1,32,2,16000",
    "3,32,1,48000",
    "3,32,6,44100",
    "3,64,1,8000",
  })
  void each_coding_isTheSameSound(int code, int bits, int channels, int rate) throws Exception {
    short[] wanted = read(wav(1, 16, 1, 48_000));
    short[] sound = read(wav(code, bits, channels, rate));
    assertThat(sound).hasSize(Pcm.RATE);
    for (int i = 1000; i < Pcm.RATE - 1000; i++) {
      assertThat((int) sound[i])
          .isBetween(near(wanted[i], channels, -1), near(wanted[i], channels, 1));
    }
  }

  private static int near(short wanted, int channels, int way) {
    return wanted / channels + way * 260;
  }

  @Test
  void extensibleFormat_isWhatItStandsFor() throws Exception {
    byte[] plain = wav(3, 32, 1, 8000);
    ByteBuffer out = ByteBuffer.allocate(plain.length + 24 + 10).order(ByteOrder.LITTLE_ENDIAN);
    // Another part comes first, of an odd length.
    out.put(plain, 0, 12).put(ascii("JUNK")).putInt(1).put(new byte[2]).put(ascii("fmt "));
    out.putInt(40).putShort((short) 0xFFFE).put(plain, 22, 14);
    out.putShort((short) 22).putShort((short) 32).putInt(4).putShort((short) 3).put(new byte[14]);
    out.put(plain, 36, plain.length - 36);
    assertThat(read(out.array())).isEqualTo(read(plain));
  }

  @Test
  void floatingPointBeyondFullScaleOrNone_isClipped() throws Exception {
    byte[] file = wav(3, 32, 1, 48_000);
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(DATA, 7).putFloat(DATA + 4, -7).putFloat(DATA + 8, Float.NaN);
    data.putFloat(DATA + 12, Float.POSITIVE_INFINITY);
    assertThat(Arrays.copyOf(read(file), 4))
        .containsExactly(Short.MAX_VALUE, Short.MIN_VALUE, (short) 0, (short) 0);
  }

  @Test
  void shippedSentence_asFloat_isTheSame() throws Exception {
    short[] said = WavFile.readShipped("sentence-a");
    ByteBuffer out =
        ByteBuffer.allocate(DATA + said.length * 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(wav(3, 32, 1, 48_000), 0, DATA);
    out.putInt(DATA - 4, said.length * 4);
    for (short sample : said) {
      out.putFloat(sample / 32_768f);
    }
    Path file = Files.write(folder.resolve("float.wav"), out.array());
    RecordedSource source = RecordedSource.ofFile(file, false);
    short[] played = new short[said.length];
    source.read(played);
    assertThat(played).isEqualTo(said);
    assertThat(SpeechComparison.compare(said, played).correlation()).isGreaterThan(0.99);
  }

  private static byte[] with(int at, int value) {
    byte[] file = wav(1, 16, 1, 8000);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return file;
  }

  private static void assertRefused(byte[] file, String why) {
    assertThatThrownBy(() -> read(file))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith("it ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 19, 30, 36, 43})
  void fileThatEndsWithinItsHeader_isRefused(int length) {
    assertThatThrownBy(() -> read(Arrays.copyOf(wav(1, 16, 1, 8000), length)))
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  void damagedFile_isRefusedWithTheReason() {
    assertRefused(Arrays.copyOf(wav(1, 16, 1, 8000), 9000), "is cut short");
    assertRefused(Arrays.copyOf(wav(1, 16, 1, 8000), DATA), "is cut short");
    assertRefused(with(40, -1), "is cut short: it is said to have 4294967295 bytes");
    assertRefused(with(40, 0x7FFFFFFF), "is cut short");
    assertRefused(with(16, -1), "4294967295 bytes");
    assertRefused(with(16, 0x7FFFFFF0), "is damaged");
    assertRefused(with(16, 3), "is damaged");
    assertRefused(with(24, 0), "0 samples per second");
    assertRefused(with(24, 1), "1 samples per second");
    assertRefused(with(24, -1), "4294967295 samples per second");
    assertRefused(with(24, 2_000_000), "2000000 samples per second");
    assertRefused(with(20, 0x0000_0001), "0 channels");
    assertRefused(with(20, 0xFFFF_0001), "65535 channels");
    assertRefused(with(20, 0x0001_0055), "format 85");
    assertRefused(with(32, 0x0013_0002), "19 bit");
    assertRefused(with(36, 0x4B4E554A), "no sound");
  }

  @Test
  void fileWithoutItsEnd_isReadAsFarAsItGoes() throws Exception {
    Path file =
        Files.write(folder.resolve("torn.wav"), Arrays.copyOf(wav(1, 16, 1, 8000), DATA + 8001));
    assertThat(WavFile.read(file)).hasSize(4000 * 6);
  }

  @Test
  void longerThanAllowed_isRefusedBeforeItIsDecoded() {
    assertThatThrownBy(() -> WavFile.read(new ByteArrayInputStream(wav(1, 16, 1, 48_000)), "it", 0))
        .hasMessage("it is longer than 0 s");
  }
}
