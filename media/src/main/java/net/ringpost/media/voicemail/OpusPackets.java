// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/** What can be told of Opus packets without decoding them: RFC 6716 §3. */
final class OpusPackets {
  /** The longest duration of a packet: 120 ms. */
  static final int LONGEST = 5760;

  /** The shortest frame, in samples at 48 kHz. */
  static final int SHORTEST = 120;

  private static final int CELT_ONLY = 16;
  private static final int HYBRID = 12;

  private OpusPackets() {}

  /** Its duration in samples at 48 kHz; 0 when it is none. RFC 6716 §3.1, §3.2. */
  static int samples(byte[] packet) {
    if (packet.length == 0) {
      return 0;
    }
    int frames =
        switch (packet[0] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> packet.length < 2 ? 0 : packet[1] & 0x3F;
        };
    int total = frames * frameSamples(packet);
    return total > LONGEST ? 0 : total;
  }

  private static int config(byte[] packet) {
    return packet[0] >> 3 & 0x1F;
  }

  private static int frameSamples(byte[] packet) {
    int config = config(packet);
    if (config >= CELT_ONLY) {
      return SHORTEST << (config & 3);
    }
    if (config >= HYBRID) {
      return 480 << (config & 1);
    }
    return (config & 3) == 3 ? 2880 : 480 << (config & 3);
  }

  /**
   * What the speech coder says of its first frame: RFC 6716 §4.2.3. The bits are the first that its
   * range coder writes, each as likely as not, so they stand there as such.
   *
   * @return 0: no voice; more: voice; -1: not to be told, or no speech coder
   */
  static int voiceActivity(byte[] packet) {
    int first =
        switch (packet[0] & 3) {
          case 0, 1 -> 1;
          case 2 -> packet.length > 1 && (packet[1] & 0xFF) >= 252 ? 3 : 2;
          default -> packet.length;
        };
    if (config(packet) >= CELT_ONLY || first >= packet.length) {
      return -1;
    }
    int frames = Math.max(1, frameSamples(packet) / 960);
    return (packet[first] & 0xFF) >> (8 - frames);
  }

  /**
   * A packet that decodes to digital silence: one CELT frame, full band, mono, whose first symbol
   * (RFC 6716 §4.3, "silence") says that there is nothing.
   *
   * @param samples 120, 240, 480 or 960
   */
  static byte[] silence(int samples) {
    int size = Integer.numberOfTrailingZeros(samples / SHORTEST);
    return new byte[] {(byte) ((28 + size) << 3), (byte) 0xFF, (byte) 0xFE};
  }
}
