// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads whole WAV files as 48 kHz mono: 8, 16, 24 or 32 bit, or 32 or 64 bit floating point; 4,000
 * to 192,000 samples per second, any number of channels.
 */
public final class WavFile {
  private static final int LEAST_RATE = 4000;
  private static final int MOST_RATE = 192_000;

  private WavFile() {}

  /**
   * Reads a file, also one whose end is missing: then as far as it goes.
   *
   * @return its samples at {@link Pcm#RATE}, channels averaged
   * @throws IOException when it cannot be read or is no such WAV file; the message names it
   */
  public static short[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return resampled(in, file.toString(), Double.MAX_VALUE, false);
    }
  }

  /**
   * How much sound there is in a file that {@link #read(Path)} can read.
   *
   * @return frames: samples of one channel, at the file's own rate
   * @throws IOException when it cannot be read or is no such WAV file; the message names it
   */
  public static int frames(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return parsed(in, file.toString(), false).frames();
    }
  }

  /**
   * Reads one of the sounds that are shipped with this module.
   *
   * @param name {@code sentence-a}, {@code sentence-b} (a few seconds of speech) or {@code ring}
   * @return its samples at {@link Pcm#RATE}
   * @throws IOException when there is no such sound
   */
  public static short[] readShipped(String name) throws IOException {
    try (InputStream in =
        WavFile.class.getResourceAsStream("/net/ringpost/media/" + name + ".wav")) {
      if (in == null) {
        throw new IOException("no sound named " + name + " is shipped");
      }
      return resampled(in, name, Double.MAX_VALUE, true);
    }
  }

  /**
   * Reads what somebody sends.
   *
   * @param in closed afterwards
   * @param name in messages of errors
   * @param mostSeconds longer sound is refused before it is decoded
   * @return as of {@link #read(Path)}
   * @throws IOException when it cannot be read, is no such WAV file, is too long, or is damaged:
   *     cut short, or with a header that cannot be
   */
  public static short[] read(InputStream in, String name, int mostSeconds) throws IOException {
    try (in) {
      return resampled(in, name, mostSeconds, true);
    }
  }

  private static short[] resampled(InputStream in, String name, double mostSeconds, boolean strict)
      throws IOException {
    RiffWave wave = parsed(in, name, strict);
    if ((double) wave.frames() / wave.rate() > mostSeconds) {
      throw new IOException(name + " is longer than " + Math.round(mostSeconds) + " s");
    }
    return Resampler.resample(mixed(wave), (int) wave.rate(), Pcm.RATE);
  }

  private static RiffWave parsed(InputStream in, String name, boolean strict) throws IOException {
    RiffWave wave;
    try {
      wave = RiffWave.parse(in.readAllBytes(), strict);
    } catch (RiffWave.DamagedException e) {
      throw new IOException(name + " " + e.getMessage(), e);
    }
    if (wave.rate() < LEAST_RATE || wave.rate() > MOST_RATE) {
      throw new IOException(
          "%s has %d samples per second, which is not between %d and %d"
              .formatted(name, wave.rate(), LEAST_RATE, MOST_RATE));
    }
    return wave;
  }

  private static short[] mixed(RiffWave wave) {
    ByteBuffer in = wave.sound();
    short[] mono = new short[wave.frames()];
    for (int i = 0; i < mono.length; i++) {
      double sum = 0;
      for (int c = 0; c < wave.channels(); c++) {
        sum += wave.coding().read(in);
      }
      long sample = Math.round(sum / wave.channels() * 32_768);
      mono[i] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return mono;
  }
}
