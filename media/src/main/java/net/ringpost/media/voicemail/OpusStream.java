// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.device.Pcm;

/**
 * Writes one Ogg Opus stream, page by page: RFC 7845. The last packet is kept back, so that the
 * page that ends the stream has one. For one thread.
 */
final class OpusStream implements MessageFile {
  /** By how much libopus delays, in samples. */
  static final int PRE_SKIP = 312;

  private final int serial;
  private final List<byte[]> packets = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private int sequence;
  private long written;
  private long added;

  /**
   * @param serial any number
   */
  OpusStream(int serial) {
    this.serial = serial;
  }

  /** The two pages that a stream begins with, RFC 7845 §5. */
  @Override
  public byte[] headers() {
    byte[] vendor = ascii("Ringpost");
    ByteBuffer tags = ByteBuffer.allocate(16 + vendor.length).order(ByteOrder.LITTLE_ENDIAN);
    tags.put(ascii("OpusTags")).putInt(vendor.length).put(vendor).putInt(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(page(OggPage.FIRST, 0, List.of(head())));
    out.writeBytes(page(0, 0, List.of(tags.array())));
    return out.toByteArray();
  }

  /** What a decoder must know, RFC 7845 §5.1: one channel, family 0. */
  static byte[] head() {
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("OpusHead")).put((byte) 1).put((byte) 1).putShort((short) PRE_SKIP);
    return head.putInt(Pcm.RATE).putShort((short) 0).put((byte) 0).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] page(int flags, long granule, List<byte[]> content) {
    return OggPage.write(flags, granule, serial, sequence++, content);
  }

  /**
   * Adds a packet.
   *
   * @param packet kept, not copied
   * @param samples its duration
   */
  @Override
  public void add(byte[] packet, int samples) {
    packets.add(packet);
    lengths.add(samples);
    added += samples;
  }

  /** Samples added so far, with the {@link #PRE_SKIP} that is not heard. */
  long samples() {
    return added;
  }

  /** The pages of what was added, but for the last packet; empty when there is nothing else. */
  @Override
  public byte[] pages() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (packets.size() > 1) {
      out.writeBytes(next(packets.size() - 1));
    }
    return out.toByteArray();
  }

  /** All that is left, and the end of the stream. */
  @Override
  public byte[] end() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    do {
      out.writeBytes(next(packets.size()));
    } while (!packets.isEmpty());
    return out.toByteArray();
  }

  /** One page of at most so many packets; the last, when none is left. */
  private byte[] next(int most) {
    int count = 0;
    int segments = 0;
    while (count < most) {
      segments += OggPage.segments(packets.get(count).length);
      if (segments > OggPage.SEGMENTS) {
        break;
      }
      written += lengths.get(count);
      count++;
    }
    int flags = count == packets.size() ? OggPage.LAST : 0;
    byte[] page = page(flags, written, packets.subList(0, count));
    packets.subList(0, count).clear();
    lengths.subList(0, count).clear();
    return page;
  }
}
