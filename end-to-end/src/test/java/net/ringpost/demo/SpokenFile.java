// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;

/**
 * A shipped sentence as baresip wants its file: 48 kHz, with quiet before it, until the line is up,
 * and behind it, because baresip ends the call where the file ends.
 */
final class SpokenFile {
  /** Seconds of quiet before the sentence. */
  static final int LEAD = 2;

  private static final int TAIL = 60;

  private SpokenFile() {}

  /**
   * Writes one.
   *
   * @param sentence the shipped sentence, such as {@code sentence-a}
   * @param channels 1, or 2 for baresip's Opus
   */
  static Path write(Path file, String sentence, int channels) {
    return write(file, sentence, channels, LEAD);
  }

  /**
   * Writes one with another quiet before the sentence.
   *
   * @param lead its seconds
   */
  static Path write(Path file, String sentence, int channels, int lead) {
    try {
      short[] speech = WavFile.readShipped(sentence);
      int before = lead * Pcm.RATE;
      byte[] bytes = new byte[2 * channels * (before + speech.length + TAIL * Pcm.RATE)];
      ByteBuffer out =
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(2 * channels * before);
      for (short sample : speech) {
        for (int c = 0; c < channels; c++) {
          out.putShort(sample);
        }
      }
      AudioFormat format = new AudioFormat(Pcm.RATE, 16, channels, true, false);
      try (AudioInputStream in =
          new AudioInputStream(
              new ByteArrayInputStream(bytes), format, bytes.length / (2L * channels))) {
        AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
