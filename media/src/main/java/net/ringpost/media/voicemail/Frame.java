// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.Arrays;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.Pcm;

/**
 * What one RTP packet of a prompt carries.
 *
 * @param payload not to be changed
 * @param samples its duration at 48 kHz
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Frame(byte[] payload, int samples) {
  private static final int NARROW = 160;

  /** 20 ms of nothing. */
  static Frame silence(AudioCodec codec) {
    return new Frame(
        switch (codec) {
          case OPUS -> OpusPackets.silence(Pcm.FRAME);
          case PCMU -> filled(0xFF);
          case PCMA -> filled(0xD5);
        },
        Pcm.FRAME);
  }

  private static byte[] filled(int code) {
    byte[] payload = new byte[NARROW];
    Arrays.fill(payload, (byte) code);
    return payload;
  }
}
