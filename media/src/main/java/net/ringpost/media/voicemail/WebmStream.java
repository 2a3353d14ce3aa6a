// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.device.Pcm;

/**
 * Writes a WebM file while it is recorded: nothing that comes later changes what was written.
 * Therefore it has neither a length nor cues; {@link RecoveredMessage} adds them when it copies the
 * file. Each piece is one cluster. For one thread.
 */
final class WebmStream implements MessageFile {
  /** Until the first keyframe tells, and it tells the truth only in the copy. */
  private static final int WIDTH = 640;

  private static final int HEIGHT = 480;

  /** A block's time is within 16 bits of its cluster's. */
  private static final long LONGEST_CLUSTER = 30_000;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Block(int track, long time, boolean key, byte[] data) {}

  private final List<Block> waiting = new ArrayList<>();
  private long added;

  @Override
  public byte[] headers() {
    return Webm.header()
        .openEndless(Webm.SEGMENT)
        .raw(Webm.info(0).toBytes())
        .raw(Webm.tracks(WIDTH, HEIGHT, true).toBytes())
        .toBytes();
  }

  /** Adds sound: it follows what was added before without a pause. */
  @Override
  public void add(byte[] packet, int samples) {
    waiting.add(new Block(Webm.SOUND, added * 1000 / Pcm.RATE, true, packet));
    added += samples;
  }

  /**
   * Adds a picture.
   *
   * @param time milliseconds from the recording's begin; more than that of the picture before
   */
  void add(EncodedFrame picture, long time) {
    waiting.add(new Block(Webm.PICTURES, time, picture.key(), picture.data()));
  }

  @Override
  public byte[] pages() {
    waiting.sort(Comparator.comparingLong(Block::time));
    Ebml out = new Ebml();
    int at = 0;
    while (at < waiting.size()) {
      long begin = waiting.get(at).time();
      Ebml cluster = new Ebml().number(Webm.TIMESTAMP, begin);
      for (; at < waiting.size() && waiting.get(at).time() - begin < LONGEST_CLUSTER; at++) {
        put(cluster, waiting.get(at), begin);
      }
      out.master(Webm.CLUSTER, cluster);
    }
    waiting.clear();
    return out.toBytes();
  }

  private static void put(Ebml cluster, Block block, long begin) {
    byte[] header = Webm.blockHeader(block.track(), (int) (block.time() - begin), block.key());
    cluster.head(Webm.SIMPLE_BLOCK, header.length + (long) block.data().length);
    cluster.raw(header).raw(block.data());
  }

  @Override
  public byte[] end() {
    return pages();
  }
}
