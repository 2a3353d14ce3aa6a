// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** Turns frames into the payloads of RTP packets, one each. For one thread. */
public interface SpeechEncoder extends AutoCloseable {
  /** No payload that an encoder makes is longer. */
  int LONGEST = 1276;

  /**
   * Encodes 20 ms; Opus also 10.
   *
   * @param frame {@link net.ringpost.media.device.Pcm#FRAME} samples, or half of them; not changed
   * @param into room for {@link #LONGEST} bytes from {@code at} on
   * @return bytes written
   */
  int encode(short[] frame, byte[] into, int at);

  /** Tells what part of the packets the peer loses, 0 to 1, so that the encoder can provide. */
  default void expectLoss(double fraction) {}

  @Override
  default void close() {}

  /**
   * A new encoder.
   *
   * @param maxBitrate where the codec has a choice, 0 for its own
   */
  static SpeechEncoder of(AudioCodec codec, int maxBitrate) {
    return switch (codec) {
      case OPUS -> new OpusEncoder(maxBitrate);
      case PCMU -> new G711Encoder(G711.MU_LAW);
      case PCMA -> new G711Encoder(G711.A_LAW);
    };
  }
}
