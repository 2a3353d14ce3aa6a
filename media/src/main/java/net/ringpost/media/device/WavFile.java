// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads whole WAV files (16 bit, any rate, any number of channels) as 48 kHz mono. */
public final class WavFile {
  private WavFile() {}

  /**
   * Reads a file.
   *
   * @return its samples at {@link Pcm#RATE}, channels averaged
   * @throws IOException when it cannot be read or is not a 16-bit PCM WAV file; the message names
   *     it
   */
  public static short[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
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
      return read(in, name);
    }
  }

  /**
   * Reads what somebody sends.
   *
   * @param in closed afterwards
   * @param name in messages of errors
   * @param mostSeconds longer sound is refused before it is read
   * @return as of {@link #read(Path)}
   * @throws IOException when it cannot be read, is not a 16-bit PCM WAV file, or is too long
   */
  public static short[] read(InputStream in, String name, int mostSeconds) throws IOException {
    return read(in, name, (double) mostSeconds);
  }

  private static short[] read(InputStream in, String name) throws IOException {
    return read(in, name, Double.MAX_VALUE);
  }

  private static short[] read(InputStream in, String name, double mostSeconds) throws IOException {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(new BufferedInputStream(in))) {
      AudioFormat format = audio.getFormat();
      if (audio.getFrameLength() / format.getFrameRate() > mostSeconds) {
        throw new IOException(name + " is longer than " + Math.round(mostSeconds) + " s");
      }
      if (format.getSampleSizeInBits() != 16
          || !AudioFormat.Encoding.PCM_SIGNED.equals(format.getEncoding())) {
        throw new IOException(name + " is not 16-bit PCM: " + format);
      }
      short[] mono = mix(audio.readAllBytes(), format.getChannels(), format.isBigEndian());
      return Resampler.resample(mono, (int) format.getSampleRate(), Pcm.RATE);
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(name + " is not a WAV file", e);
    }
  }

  private static short[] mix(byte[] bytes, int channels, boolean bigEndian) {
    ByteBuffer in =
        ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    short[] mono = new short[bytes.length / 2 / channels];
    for (int i = 0; i < mono.length; i++) {
      int sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += in.getShort();
      }
      mono[i] = (short) (sum / channels);
    }
    return mono;
  }
}
