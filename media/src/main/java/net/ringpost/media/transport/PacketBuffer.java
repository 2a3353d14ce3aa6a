// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/** A packet in a buffer with spare room, as the SRTP library wants it. */
final class PacketBuffer implements ByteArrayBuffer {
  private static final int SPARE = 32;

  private byte[] buffer;
  private int offset;
  private int length;

  /** Copies a packet. */
  PacketBuffer(byte[] data, int length) {
    this.buffer = new byte[length + SPARE];
    System.arraycopy(data, 0, buffer, 0, length);
    this.length = length;
  }

  @Override
  public byte[] getBuffer() {
    return buffer;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int length) {
    this.length = length;
  }

  @Override
  public void setOffset(int offset) {
    this.offset = offset;
  }

  @Override
  public boolean isInvalid() {
    return offset + length > buffer.length;
  }

  @Override
  public void readRegionToBuff(int from, int count, byte[] target) {
    System.arraycopy(buffer, offset + from, target, 0, count);
  }

  @Override
  public void grow(int more) {
    if (offset + length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, offset + length + more + SPARE);
    }
  }

  @Override
  public void append(byte[] data, int count) {
    grow(count);
    System.arraycopy(data, 0, buffer, offset + length, count);
    length += count;
  }

  @Override
  public void shrink(int less) {
    length = Math.max(0, length - less);
  }
}
