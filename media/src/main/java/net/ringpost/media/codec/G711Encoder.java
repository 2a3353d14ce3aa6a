// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** G.711 of 48 kHz frames. */
final class G711Encoder implements SpeechEncoder {
  private final G711 law;
  private final LowPass lowPass = LowPass.down();

  G711Encoder(G711 law) {
    this.law = law;
  }

  @Override
  public int encode(short[] frame, byte[] into, int at) {
    short[] narrow = lowPass.down(frame);
    for (int i = 0; i < narrow.length; i++) {
      into[at + i] = law.encode(narrow[i]);
    }
    return narrow.length;
  }
}
