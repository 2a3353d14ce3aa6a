// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import net.ringpost.media.device.Pcm;
import org.jspecify.annotations.Nullable;

/** Turns payloads into samples at {@link Pcm#RATE}. For one thread. */
public interface SpeechDecoder extends AutoCloseable {
  /** The most samples that one payload can hold: 120 ms, RFC 6716 §2. */
  int LONGEST = Pcm.RATE / 1000 * 120;

  /**
   * Decodes a payload.
   *
   * @param into room for {@link #LONGEST} samples
   * @return samples written; 0 when the payload is broken
   */
  int decode(byte[] payload, short[] into);

  /**
   * Makes up for a loss, if the codec knows how to.
   *
   * @param following the payload after the lost one, which may hold a poorer copy of it; null when
   *     that is lost too
   * @param into room for {@code samples}
   * @param samples a multiple of 2.5 ms, up to {@link #LONGEST}
   * @return false when nothing was written
   */
  default boolean recover(byte @Nullable [] following, short[] into, int samples) {
    return false;
  }

  @Override
  default void close() {}

  /** A new decoder. */
  static SpeechDecoder of(AudioCodec codec) {
    return switch (codec) {
      case OPUS -> new OpusDecoder();
      case PCMU -> new G711Decoder(G711.MU_LAW);
      case PCMA -> new G711Decoder(G711.A_LAW);
    };
  }
}
