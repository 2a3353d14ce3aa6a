// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.nio.ByteBuffer;
import net.ringpost.media.device.Pcm;

/**
 * The parts of a WebM file (RFC 9559) with one track of VP8 and one of Opus. Times are in
 * milliseconds.
 */
final class Webm {
  static final int EBML = 0x1A45DFA3;
  static final int SEGMENT = 0x18538067;
  static final int SEEK_HEAD = 0x114D9B74;
  static final int INFO = 0x1549A966;
  static final int TRACKS = 0x1654AE6B;
  static final int CUES = 0x1C53BB6B;
  static final int CLUSTER = 0x1F43B675;
  static final int TIMESTAMP = 0xE7;
  static final int SIMPLE_BLOCK = 0xA3;

  static final int PICTURES = 1;
  static final int SOUND = 2;

  /** Track number, time, flags. */
  static final int BLOCK_HEADER = 4;

  static final int KEY_FLAG = 0x80;

  private static final long NANOS_PER_TICK = 1_000_000;
  private static final String WRITER = "Ringpost";

  private Webm() {}

  /** The head of the file, before the segment. */
  static Ebml header() {
    return new Ebml()
        .master(
            EBML,
            new Ebml()
                .number(0x4286, 1)
                .number(0x42F7, 1)
                .number(0x42F2, 4)
                .number(0x42F3, 8)
                .text(0x4282, "webm")
                .number(0x4287, 4)
                .number(0x4285, 2));
  }

  /** What the segment says of itself; a duration of 0 is not known. */
  static Ebml info(double durationMillis) {
    Ebml info = new Ebml().number(0x2AD7B1, NANOS_PER_TICK);
    if (durationMillis > 0) {
      info.decimal(0x4489, durationMillis);
    }
    return new Ebml().master(INFO, info.text(0x4D80, WRITER).text(0x5741, WRITER));
  }

  /**
   * What the tracks are.
   *
   * @param withSound false: there are only pictures
   */
  static Ebml tracks(int width, int height, boolean withSound) {
    Ebml size = new Ebml().number(0xB0, width).number(0xBA, height);
    Ebml pictures = track(PICTURES, 1, "V_VP8").master(0xE0, size);
    long delay = OpusStream.PRE_SKIP * 1_000_000_000L / Pcm.RATE;
    Ebml sound =
        track(SOUND, 2, "A_OPUS")
            .bytes(0x63A2, OpusStream.head())
            .number(0x56AA, delay)
            // RFC 7845 §4.6: a decoder needs 80 ms to come into step.
            .number(0x56BB, 80_000_000)
            .master(0xE1, new Ebml().decimal(0xB5, Pcm.RATE).number(0x9F, 1));
    Ebml all = new Ebml().master(0xAE, pictures);
    return new Ebml().master(TRACKS, withSound ? all.master(0xAE, sound) : all);
  }

  private static Ebml track(int number, int type, String codec) {
    return new Ebml()
        .number(0xD7, number)
        .number(0x73C5, number)
        .number(0x83, type)
        .number(0x9C, 0)
        .text(0x22B59C, "und")
        .text(0x86, codec);
  }

  /** What stands in a block before the packet or picture. */
  static byte[] blockHeader(int track, int time, boolean key) {
    return ByteBuffer.allocate(BLOCK_HEADER)
        .put((byte) (0x80 | track))
        .putShort((short) time)
        .put((byte) (key ? KEY_FLAG : 0))
        .array();
  }

  /** A player's way to a part of the segment, counted from the segment's content. */
  static Ebml seek(int id, long position) {
    byte[] name = ByteBuffer.allocate(4).putInt(id).array();
    return new Ebml().master(0x4DBB, new Ebml().bytes(0x53AB, name).wide(0x53AC, position));
  }

  /** A player's way to a moment. */
  static Ebml cue(long time, long position) {
    Ebml where = new Ebml().number(0xF7, PICTURES).wide(0xF1, position);
    return new Ebml().master(0xBB, new Ebml().wide(0xB3, time).master(0xB7, where));
  }
}
