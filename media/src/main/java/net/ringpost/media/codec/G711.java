// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** The two laws of ITU-T G.711, between 16-bit samples and bytes. */
enum G711 {
  /** PCMU: 14 bits, a bias instead of a linear part, all bits inverted. */
  MU_LAW {
    @Override
    byte encode(int sample) {
      int sign = sample < 0 ? 0x80 : 0;
      int biased = Math.min(Math.abs(sample), LARGEST_MU) + BIAS;
      int exponent = 24 - Integer.numberOfLeadingZeros(biased);
      return (byte) ~(sign | exponent << 4 | (biased >> (exponent + 3) & 0xF));
    }

    @Override
    short decode(byte code) {
      int inverted = ~code;
      int magnitude = ((((inverted & 0xF) << 3) + BIAS) << (inverted >> 4 & 7)) - BIAS;
      return (short) ((inverted & 0x80) == 0 ? magnitude : -magnitude);
    }
  },
  /** PCMA: 13 bits, every other bit inverted. */
  A_LAW {
    @Override
    byte encode(int sample) {
      // Negative samples are counted from -1, so that both halves are alike.
      int sign = sample < 0 ? 0 : 0x80;
      int magnitude = sample < 0 ? ~sample : sample;
      int exponent = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
      int mantissa = magnitude >> (Math.max(1, exponent) + 3) & 0xF;
      return (byte) ((sign | exponent << 4 | mantissa) ^ 0x55);
    }

    @Override
    short decode(byte code) {
      int plain = code ^ 0x55;
      int exponent = plain >> 4 & 7;
      int steps = (plain & 0xF) << 4;
      int magnitude = exponent == 0 ? steps + 8 : (steps + 0x108) << (exponent - 1);
      return (short) ((plain & 0x80) == 0 ? -magnitude : magnitude);
    }
  };

  private static final int BIAS = 132;
  private static final int LARGEST_MU = 32_635;

  /** The code of a sample (-32768 to 32767). */
  abstract byte encode(int sample);

  /** The sample of a code. */
  abstract short decode(byte code);
}
