// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a WAV file says of itself: a RIFF form of the type WAVE.
 *
 * @param coding of one sample
 * @param channels above 0
 * @param rate samples per second of each channel, 0 to 2^32-1, whatever the file says
 * @param frames whole samples of all channels
 * @param sound the frames
 */
record RiffWave(SampleCoding coding, int channels, long rate, int frames, ByteBuffer sound) {
  /** What is wrong with a file, as the end of a sentence that begins with its name. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String what) {
      super(what);
    }
  }

  private static final int FORM_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int LEAST_FORMAT = 16;
  private static final int EXTENSIBLE = 0xFFFE;

  /** Where in an extensible format the code stands that it stands for. */
  private static final int SUBFORMAT = 24;

  private record Format(SampleCoding coding, int channels, long rate) {}

  /**
   * Reads a file up to its sound; what stands behind does not matter.
   *
   * @param strict whether the sound must be there to its end
   */
  static RiffWave parse(byte[] file, boolean strict) throws DamagedException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < FORM_HEADER || !is(file, 0, "RIFF") || !is(file, 8, "WAVE")) {
      throw new DamagedException("is not a WAV file");
    }
    Format format = null;
    int at = FORM_HEADER;
    while (at + CHUNK_HEADER <= file.length) {
      long length = in.getInt(at + 4) & 0xFFFFFFFFL;
      int begin = at + CHUNK_HEADER;
      int there = (int) Math.min(length, file.length - begin);
      if (is(file, at, "data")) {
        return sound(format, in, begin, there, strict ? length : there);
      }
      if (there < length) {
        throw new DamagedException(
            "is damaged: one of its parts is said to have " + length + " bytes, and ends before");
      }
      if (is(file, at, "fmt ")) {
        format = format(in, begin, there);
      }
      // Parts begin at even places.
      at = (int) Math.min(file.length, begin + length + (length & 1));
    }
    throw new DamagedException("is damaged: there is no sound in it");
  }

  private static RiffWave sound(
      @Nullable Format format, ByteBuffer in, int begin, int there, long said)
      throws DamagedException {
    if (format == null) {
      throw new DamagedException("is damaged: it does not say how its sound is coded");
    }
    if (said > there) {
      throw new DamagedException(
          "is cut short: it is said to have " + said + " bytes of sound, and there are " + there);
    }
    int frame = format.channels * format.coding.bytes();
    ByteBuffer sound = in.slice(begin, there).order(ByteOrder.LITTLE_ENDIAN);
    return new RiffWave(format.coding, format.channels, format.rate, there / frame, sound);
  }

  private static Format format(ByteBuffer in, int at, int length) throws DamagedException {
    if (length < LEAST_FORMAT) {
      throw new DamagedException("is damaged: its format is cut short");
    }
    int code = in.getShort(at) & 0xFFFF;
    int channels = in.getShort(at + 2) & 0xFFFF;
    long rate = in.getInt(at + 4) & 0xFFFFFFFFL;
    int frame = in.getShort(at + 12) & 0xFFFF;
    int bits = in.getShort(at + 14) & 0xFFFF;
    if (code == EXTENSIBLE && length >= SUBFORMAT + 2) {
      code = in.getShort(at + SUBFORMAT) & 0xFFFF;
    }
    SampleCoding coding = SampleCoding.of(code, bits);
    if (coding == null) {
      throw new DamagedException(
          "is neither 8, 16, 24 or 32 bit PCM nor floating point, but format %d with %d bit"
              .formatted(code, bits));
    }
    if (channels == 0 || frame != channels * coding.bytes()) {
      throw new DamagedException(
          "is damaged: it is said to have %d channels of %d bit, and %d bytes for all of them"
              .formatted(channels, bits, frame));
    }
    return new Format(coding, channels, rate);
  }

  private static boolean is(byte[] file, int at, String name) {
    return new String(file, at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
  }
}
