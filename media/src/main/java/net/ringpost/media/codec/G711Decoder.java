// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** G.711 to 48 kHz. */
final class G711Decoder implements SpeechDecoder {
  private final G711 law;
  private final LowPass lowPass = LowPass.up();
  private final short[] narrow = new short[LONGEST / LowPass.FACTOR];

  G711Decoder(G711 law) {
    this.law = law;
  }

  @Override
  public int decode(byte[] payload, short[] into) {
    int count = Math.min(payload.length, narrow.length);
    for (int i = 0; i < count; i++) {
      narrow[i] = law.decode(payload[i]);
    }
    lowPass.up(narrow, count, into);
    return count * LowPass.FACTOR;
  }
}
