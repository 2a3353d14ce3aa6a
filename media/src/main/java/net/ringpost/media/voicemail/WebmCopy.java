// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.ringpost.media.voicemail.WebmIndex.Block;

/**
 * Writes what is in a recorded WebM file as one that players can seek in: with its length, with the
 * size of the pictures, and with cues before the contents, so that a player that has the first
 * bytes knows where each moment is. For one thread.
 */
final class WebmCopy {
  /** A cluster without a keyframe may be so long, in milliseconds. */
  private static final long LONGEST_CLUSTER = 5000;

  private record Cluster(long time, boolean key, List<Block> blocks) {
    int size() {
      long content = new Ebml().number(Webm.TIMESTAMP, time).size();
      for (Block block : blocks) {
        int length = Webm.BLOCK_HEADER + block.length();
        content += Ebml.headLength(Webm.SIMPLE_BLOCK, length) + (long) length;
      }
      return (int) (Ebml.headLength(Webm.CLUSTER, content) + content);
    }
  }

  private final FileWindow file;
  private final List<Cluster> clusters;
  private final double duration;
  private final byte[] tracks;

  /**
   * @param duration milliseconds
   */
  WebmCopy(FileWindow file, WebmIndex index, double duration) throws IOException {
    this.file = file;
    this.duration = duration;
    this.clusters =
        clusters(index.blocks().stream().sorted(Comparator.comparingLong(Block::time)).toList());
    Block first = index.of(Webm.PICTURES).getFirst();
    byte[] key = file.bytes(first.at(), 10);
    this.tracks =
        Webm.tracks(size(key, 6), size(key, 8), !index.of(Webm.SOUND).isEmpty()).toBytes();
  }

  /** RFC 6386 §9.1: 14 bits, and two of a scale that nobody uses. */
  private static int size(byte[] key, int at) {
    return ((key[at] & 0xFF) | (key[at + 1] & 0xFF) << 8) & 0x3FFF;
  }

  private static List<Cluster> clusters(List<Block> blocks) {
    List<Cluster> clusters = new ArrayList<>();
    List<Block> begun = new ArrayList<>();
    for (Block block : blocks) {
      boolean key = isKey(block);
      if (!begun.isEmpty() && (key || block.time() - begun.getFirst().time() > LONGEST_CLUSTER)) {
        clusters.add(cluster(begun));
        begun.clear();
      }
      begun.add(block);
    }
    clusters.add(cluster(begun));
    return clusters;
  }

  private static boolean isKey(Block block) {
    return block.track() == Webm.PICTURES && block.key();
  }

  private static Cluster cluster(List<Block> blocks) {
    Block first = blocks.getFirst();
    return new Cluster(first.time(), isKey(first), List.copyOf(blocks));
  }

  /** Appends all of it; neither syncs nor closes. */
  void to(MessageSink sink) throws IOException {
    byte[] beginning = beginning();
    sink.append(beginning, 0, beginning.length);
    for (Cluster cluster : clusters) {
      byte[] bytes = bytes(cluster);
      sink.append(bytes, 0, bytes.length);
    }
  }

  private byte[] beginning() {
    // Positions are as long as their numbers are not: the first time tells how long it all is.
    int length = contentsTable(0).size();
    byte[] table = contentsTable(length).toBytes();
    long all = length;
    for (Cluster cluster : clusters) {
      all += cluster.size();
    }
    return Webm.header().open(Webm.SEGMENT, all).raw(table).toBytes();
  }

  /**
   * All before the clusters.
   *
   * @param firstCluster where they begin
   */
  private Ebml contentsTable(int firstCluster) {
    Ebml info = Webm.info(duration);
    Ebml cues = new Ebml();
    long at = firstCluster;
    for (Cluster cluster : clusters) {
      if (cluster.key()) {
        cues.raw(Webm.cue(cluster.time(), at).toBytes());
      }
      at += cluster.size();
    }
    int seekLength = seeks(0, 0, 0).size();
    int tracksAt = seekLength + info.size();
    Ebml seeks = seeks(seekLength, tracksAt, tracksAt + tracks.length);
    return seeks.raw(info.toBytes()).raw(tracks).master(Webm.CUES, cues);
  }

  private static Ebml seeks(long info, long tracks, long cues) {
    Ebml all =
        Webm.seek(Webm.INFO, info)
            .raw(Webm.seek(Webm.TRACKS, tracks).toBytes())
            .raw(Webm.seek(Webm.CUES, cues).toBytes());
    return new Ebml().master(Webm.SEEK_HEAD, all);
  }

  private byte[] bytes(Cluster cluster) throws IOException {
    Ebml content = new Ebml().number(Webm.TIMESTAMP, cluster.time());
    for (Block block : cluster.blocks()) {
      content.head(Webm.SIMPLE_BLOCK, Webm.BLOCK_HEADER + (long) block.length());
      content.raw(
          Webm.blockHeader(block.track(), (int) (block.time() - cluster.time()), block.key()));
      content.raw(file.bytes(block.at(), block.length()));
    }
    return new Ebml().master(Webm.CLUSTER, content).toBytes();
  }
}
