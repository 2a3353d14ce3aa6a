// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;

/**
 * Who shows and sees at this end of a call, beside its {@link AudioEnd}: a camera or test picture,
 * or a machine that records. Methods may be called from any thread.
 */
public interface VideoEnd extends AutoCloseable {
  /** Takes what an end makes. */
  interface Line {
    /**
     * An RTP packet to send; the buffer may be reused after the call.
     *
     * @param takenNanos when the picture was taken
     */
    void onPacket(RtpHeader header, byte[] data, int length, long takenNanos);

    /** The peer should send a keyframe; before anything of its has come nothing is asked. */
    void askForKeyframe();
  }

  /**
   * Makes the end of a call.
   *
   * @param <E> who speaks and listens at the same end
   */
  @FunctionalInterface
  interface Factory<E extends AudioEnd> {
    /** A new end that shows into that line. */
    VideoEnd on(E sound, Line line);
  }

  /**
   * Uses a format from now on, both ways.
   *
   * @throws IllegalStateException when there is no memory for it
   * @throws LinkageError when this system has no library for the codec
   */
  void use(VideoFormatChoice format);

  /** Whether to send; off at first. */
  void setSending(boolean wanted);

  /**
   * Takes a received RTP packet of the agreed format.
   *
   * @param data reused after the call
   * @param nowNanos when it came
   */
  void onPacket(RtpHeader header, byte[] data, int length, long nowNanos);

  /** The peer asks for a keyframe. */
  default void onKeyWanted() {}

  /** Tells what the peer says of the clocks of its pictures. */
  default void onSenderReport(SenderReport report) {}

  @Override
  void close();
}
