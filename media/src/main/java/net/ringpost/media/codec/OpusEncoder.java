// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.ringpost.media.device.Pcm;
import org.jitsi.impl.neomedia.codec.audio.opus.Opus;

/** Opus by libjitsi's binding to libopus, for speech: RFC 6716, RFC 7587. */
final class OpusEncoder implements SpeechEncoder {
  /** As much as G.711 takes, and more than speech needs (RFC 7587 §3.1.1): for good networks. */
  private static final int BITRATE = 64_000;

  /** With losses: less to carry, and libopus adds a poorer copy of each packet to the next. */
  private static final int BITRATE_IN_LOSS = 32_000;

  private static final int LOSSY_PERCENT = 2;

  /** 0 to 10; more costs more time and gains little at this bit rate. */
  private static final int COMPLEXITY = 8;

  private static final int MOST_LOSS_PERCENT = 30;

  private final byte[] bytes = new byte[Pcm.FRAME * 2];
  private final ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  private final int maxBitrate;
  private long encoder;
  private int lossPercent;

  /**
   * @param maxBitrate bits per second, 0 for no limit of the peer's
   */
  OpusEncoder(int maxBitrate) {
    this.maxBitrate = maxBitrate;
    MediaLibrary.configure();
    encoder = Opus.encoder_create(Pcm.RATE, 1);
    if (encoder == 0) {
      throw new IllegalStateException("there is no memory for an Opus encoder");
    }
    setBitrate(BITRATE);
    check(Opus.encoder_set_complexity(encoder, COMPLEXITY));
    check(Opus.encoder_set_inband_fec(encoder, 1));
    check(Opus.encoder_set_dtx(encoder, 0));
  }

  private void setBitrate(int wanted) {
    check(
        Opus.encoder_set_bitrate(encoder, maxBitrate == 0 ? wanted : Math.min(wanted, maxBitrate)));
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException("libopus says " + result);
    }
  }

  @Override
  public synchronized int encode(short[] frame, byte[] into, int at) {
    if (encoder == 0) {
      throw new IllegalStateException("closed");
    }
    samples.asShortBuffer().put(frame);
    int room = Math.min(LONGEST, into.length - at);
    int length = Opus.encode(encoder, bytes, 0, frame.length, into, at, room);
    check(length);
    return length;
  }

  @Override
  public synchronized void expectLoss(double fraction) {
    // Reports differ from one to the next: down by small steps only.
    int reported = (int) Math.min(MOST_LOSS_PERCENT, Math.round(100 * fraction));
    int percent = Math.max(reported, lossPercent - 1);
    if (encoder != 0 && percent != lossPercent) {
      lossPercent = percent;
      check(Opus.encoder_set_packet_loss_perc(encoder, percent));
      setBitrate(percent >= LOSSY_PERCENT ? BITRATE_IN_LOSS : BITRATE);
    }
  }

  @Override
  public synchronized void close() {
    long ended = encoder;
    encoder = 0;
    if (ended != 0) {
      Opus.encoder_destroy(ended);
    }
  }
}
