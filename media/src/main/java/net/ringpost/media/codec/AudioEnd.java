// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;

/**
 * Who speaks and listens at this end of a call: a telephone's sound, or a machine that plays and
 * records. Methods may be called from any thread.
 */
public interface AudioEnd extends AutoCloseable {
  /** Takes what an end makes. */
  interface Line {
    /** An RTP packet to send; the buffer may be reused after the call. */
    void onPacket(RtpHeader header, byte[] data, int length);

    /** The peer pressed a key. On the thread that brought the packet. */
    void onDigit(char digit);

    /** Does something on the call's own thread, where events are told; not after the call's end. */
    void later(Runnable task);
  }

  /** Makes the end of a call. */
  @FunctionalInterface
  interface Factory<E extends AudioEnd> {
    /** A new end that speaks into that line. */
    E on(Line line);
  }

  /**
   * Uses a format from now on, both ways, in new RTP streams.
   *
   * @throws IllegalStateException when there is no memory for it
   * @throws LinkageError when this system has no library for the codec
   */
  void use(AudioFormatChoice format);

  /** Whether to send; off at first. */
  void setSending(boolean wanted);

  /**
   * Takes a received RTP packet; what is not in the agreed format is ignored.
   *
   * @param data reused after the call
   * @param nowNanos when it came
   */
  void onPacket(RtpHeader header, byte[] data, int length, long nowNanos);

  /** Tells what the peer says of the clocks of its sound. */
  default void onSenderReport(SenderReport report) {}

  /** Tells what part of our packets the peer loses, 0 to 1. */
  default void setRemoteLoss(double fraction) {}

  /** How loud what came since the last call was, in dB below full scale; NaN when not measured. */
  default double takeLevelIn() {
    return Double.NaN;
  }

  /** How loud what was sent since the last call was, likewise. */
  default double takeLevelOut() {
    return Double.NaN;
  }

  @Override
  void close();
}
