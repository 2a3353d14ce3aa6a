// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies where in a WebM file that we wrote, as far as it is whole; the file may end anywhere.
 *
 * @param blocks in the order of the file
 * @param complete whether it has its length and cues, and all that they promise
 */
record WebmIndex(List<Block> blocks, boolean complete) {
  /**
   * One packet of sound or one picture.
   *
   * @param track {@link Webm#PICTURES} or {@link Webm#SOUND}
   * @param time milliseconds
   * @param key of a picture: whether it can be decoded without those before it
   * @param at where in the file its bytes are
   * @param samples how long it is, if it is sound
   */
  record Block(int track, long time, boolean key, long at, int length, int samples) {}

  WebmIndex {
    blocks = List.copyOf(blocks);
  }

  List<Block> of(int track) {
    return blocks.stream().filter(b -> b.track() == track).toList();
  }

  /** Reads as far as the file is whole. */
  static WebmIndex read(FileWindow file) throws IOException {
    Reader reader = new Reader(file);
    try {
      while (reader.element()) {
        // Reads on.
      }
    } catch (EOFException torn) {
      // What was whole is known.
    }
    return new WebmIndex(reader.blocks, reader.promised == file.size());
  }

  private static final class Reader {
    private static final int LONGEST_ID = 4;

    private final FileWindow file;
    private final List<Block> blocks = new ArrayList<>();
    private long at;
    private long cluster;
    private long promised = -1;

    Reader(FileWindow file) {
      this.file = file;
    }

    /** Reads an element, or its head if it holds others; false at the end. */
    boolean element() throws IOException {
      if (at >= file.size()) {
        return false;
      }
      int idLength = length(file.at(at));
      if (idLength > LONGEST_ID) {
        return false;
      }
      int id = (int) value(at, idLength);
      long sizeAt = at + idLength;
      int sizeLength = length(file.at(sizeAt));
      if (sizeLength > 8) {
        return false;
      }
      long mask = (1L << (7 * sizeLength)) - 1;
      long size = value(sizeAt, sizeLength) & mask;
      return content(id, sizeAt + sizeLength, size, size == mask);
    }

    private boolean content(int id, long begin, long size, boolean endless) throws IOException {
      if (id == Webm.SEGMENT || id == Webm.CLUSTER) {
        if (id == Webm.SEGMENT && !endless) {
          promised = begin + size;
        }
        at = begin;
        return true;
      }
      if (endless || size > file.size() - begin) {
        return false;
      }
      if (id == Webm.TIMESTAMP) {
        cluster = value(begin, (int) Math.min(8, size));
      } else if (id == Webm.SIMPLE_BLOCK && size > Webm.BLOCK_HEADER) {
        block(begin, (int) size);
      }
      at = begin + size;
      return true;
    }

    private void block(long begin, int size) throws IOException {
      int track = file.at(begin) & 0x7F;
      long time = cluster + (short) value(begin + 1, 2);
      long data = begin + Webm.BLOCK_HEADER;
      int length = size - Webm.BLOCK_HEADER;
      boolean key = (file.at(begin + 3) & Webm.KEY_FLAG) != 0;
      int samples = track == Webm.SOUND ? samples(data, length) : 0;
      blocks.add(new Block(track, time, key, data, length, samples));
    }

    private int samples(long data, int length) throws IOException {
      byte first = (byte) file.at(data);
      return OpusPackets.samples(
          length == 1 ? new byte[] {first} : new byte[] {first, (byte) file.at(data + 1)});
    }

    /** RFC 8794 §4: one more than the zeros that it begins with. */
    private static int length(int first) {
      return Integer.numberOfLeadingZeros(first) - 24 + 1;
    }

    private long value(long from, int length) throws IOException {
      long value = 0;
      for (int i = 0; i < length; i++) {
        value = value << 8 | file.at(from + i);
      }
      return value;
    }
  }
}
