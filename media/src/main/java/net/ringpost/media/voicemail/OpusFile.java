// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads an Ogg Opus file as far as it is whole: the first page that is torn, broken or missing ends
 * it. Other streams in the same file are passed over.
 *
 * @param head its first header; empty if there are not both
 * @param packets all whole packets of sound
 * @param preSkip samples at the beginning that are not to be heard
 * @param samples how many are to be heard
 * @param complete whether the file has its end
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record OpusFile(byte[] head, List<byte[]> packets, int preSkip, long samples, boolean complete) {
  /** Where these stand in the head, RFC 7845 §5.1. */
  private static final int VERSION = 8;

  private static final int CHANNELS = 9;
  private static final int FAMILY = 18;

  OpusFile {
    packets = List.copyOf(packets);
  }

  /**
   * Reads a file to its end.
   *
   * @throws IOException when it cannot be read, or is no Ogg Opus file with its two headers whole
   */
  static OpusFile read(InputStream in) throws IOException {
    OpusFile file = readTorn(in);
    if (!file.complete() && file.packets().isEmpty()) {
      throw new IOException("this is no Ogg Opus file, or only the beginning of one");
    }
    return file;
  }

  /**
   * Reads a file that somebody sends, and says what is wrong with it, if anything is.
   *
   * @throws IOException when it cannot be read, is no Ogg Opus file of mono or stereo, or is
   *     damaged or cut short; the message says so as the end of a sentence that begins with its
   *     name
   */
  static OpusFile readWhole(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    OpusFile file = new Reader(bytes).read();
    if (file.head.length == 0) {
      throw new IOException("is no Ogg Opus file, or only the beginning of one");
    }
    int channels = file.head[CHANNELS] & 0xFF;
    // RFC 7845 §5.1: a major version that we don't know; a family of more than stereo.
    if ((file.head[VERSION] & 0xF0) != 0
        || file.head[FAMILY] != 0
        || channels < 1
        || channels > 2) {
      throw new IOException("is not Ogg Opus of one or two channels");
    }
    if (!file.complete()) {
      throw new IOException("is damaged or cut short: its end is missing");
    }
    if (file.packets.stream().anyMatch(p -> OpusPackets.samples(p) == 0)) {
      throw new IOException("is damaged: not all that is in it is Opus");
    }
    return file;
  }

  /**
   * Reads a file that may end anywhere, also within its headers.
   *
   * @throws IOException when it cannot be read
   */
  static OpusFile readTorn(InputStream in) throws IOException {
    return new Reader(in.readAllBytes()).read();
  }

  private static final class Reader {
    private final byte[] file;
    private final ByteBuffer view;
    private final List<byte[]> packets = new ArrayList<>();
    private byte[] begun = {};
    private boolean inPacket;
    private int serial;

    /** The number of the next page. */
    private int page;

    private boolean found;
    private long granule;
    private boolean complete;

    Reader(byte[] file) {
      this.file = file;
      this.view = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    OpusFile read() {
      int at = 0;
      while (!complete) {
        int length = wholePage(at);
        if (length == 0) {
          break;
        }
        if (!take(at)) {
          break;
        }
        at += length;
      }
      if (packets.size() < 2 || packets.getFirst().length < 19) {
        return new OpusFile(new byte[0], List.of(), 0, 0, false);
      }
      byte[] head = packets.getFirst();
      int preSkip = (head[10] & 0xFF) | (head[11] & 0xFF) << 8;
      List<byte[]> sound = packets.subList(2, packets.size());
      long total = sound.stream().mapToLong(OpusPackets::samples).sum();
      // RFC 7845 §4.4: the last page may say that the last packet is not to be heard to its end.
      long last = complete ? Math.min(total, granule) : total;
      return new OpusFile(head, sound, preSkip, Math.max(0, last - preSkip), complete);
    }

    private int wholePage(int at) {
      if (at + OggPage.HEADER > file.length || view.getInt(at) != OggPage.CAPTURE) {
        return 0;
      }
      int segments = file[at + OggPage.HEADER - 1] & 0xFF;
      int length = OggPage.HEADER + segments;
      if (at + length > file.length) {
        return 0;
      }
      for (int i = 0; i < segments; i++) {
        length += file[at + OggPage.HEADER + i] & 0xFF;
      }
      boolean whole =
          at + length <= file.length && view.getInt(at + 22) == OggPage.checksum(file, at, length);
      return whole ? length : 0;
    }

    /** False if a page before it is missing. */
    private boolean take(int at) {
      int flags = file[at + 5];
      int segments = file[at + OggPage.HEADER - 1] & 0xFF;
      int body = at + OggPage.HEADER + segments;
      if (!found && (flags & OggPage.FIRST) != 0 && isOpus(body)) {
        found = true;
        serial = view.getInt(at + 14);
        page = view.getInt(at + 18);
      }
      if (!found || view.getInt(at + 14) != serial) {
        return true;
      }
      if (view.getInt(at + 18) != page) {
        return false;
      }
      page++;
      if ((flags & OggPage.CONTINUED) == 0) {
        begun = new byte[0];
        inPacket = true;
      }
      for (int i = 0; i < segments; i++) {
        int length = file[at + OggPage.HEADER + i] & 0xFF;
        segment(body, length);
        body += length;
      }
      granule = Math.max(granule, view.getLong(at + 6));
      complete = (flags & OggPage.LAST) != 0;
      return true;
    }

    private void segment(int from, int length) {
      if (inPacket) {
        int before = begun.length;
        begun = Arrays.copyOf(begun, before + length);
        System.arraycopy(file, from, begun, before, length);
      }
      if (length < 255) {
        if (inPacket && begun.length > 0) {
          packets.add(begun);
        }
        begun = new byte[0];
        inPacket = true;
      }
    }

    private boolean isOpus(int body) {
      return body + 8 <= file.length
          && new String(file, body, 8, StandardCharsets.US_ASCII).equals("OpusHead");
    }
  }
}
