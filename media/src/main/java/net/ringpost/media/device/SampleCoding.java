// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a sample stands in a WAV file, little-endian. */
enum SampleCoding {
  UNSIGNED_8(1, 1) {
    @Override
    double read(ByteBuffer in) {
      return ((in.get() & 0xFF) - 0x80) / 128.0;
    }
  },
  SIGNED_16(1, 2) {
    @Override
    double read(ByteBuffer in) {
      return in.getShort() / 32_768.0;
    }
  },
  SIGNED_24(1, 3) {
    @Override
    double read(ByteBuffer in) {
      int low = in.getShort() & 0xFFFF;
      return (in.get() << 16 | low) / 8_388_608.0;
    }
  },
  SIGNED_32(1, 4) {
    @Override
    double read(ByteBuffer in) {
      return in.getInt() / 2_147_483_648.0;
    }
  },
  FLOAT_32(3, 4) {
    @Override
    double read(ByteBuffer in) {
      return finite(in.getFloat());
    }
  },
  FLOAT_64(3, 8) {
    @Override
    double read(ByteBuffer in) {
      return finite(in.getDouble());
    }
  };

  private final int code;
  private final int bytes;

  /**
   * @param code of its format in the file
   */
  SampleCoding(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Reads the next sample: -1 to 1, of floating point perhaps beyond. */
  abstract double read(ByteBuffer in);

  /** How many bytes a sample has. */
  int bytes() {
    return bytes;
  }

  private static double finite(double sample) {
    return Double.isFinite(sample) ? sample : 0;
  }

  /** The one with that code and so many bits; null if we know none. */
  static @Nullable SampleCoding of(int code, int bits) {
    for (SampleCoding coding : values()) {
      if (coding.code == code && coding.bytes * 8 == bits) {
        return coding;
      }
    }
    return null;
  }
}
