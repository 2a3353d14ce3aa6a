// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.device.Pcm;

/** Tones that a machine makes. */
public final class Tones {
  private static final double HERTZ = 1000;
  private static final int MILLIS = 300;
  private static final double AMPLITUDE = 0.25;

  /** It rises and falls for so long, so that it does not click. */
  private static final int EDGE = Pcm.RATE / 100;

  private static final class Holder {
    static final Prompt BEEP = Prompt.ofPcm(tone());
  }

  private Tones() {}

  /** The tone after which to speak: 1 kHz, 300 ms, 12 dB below full scale. */
  public static Prompt beep() {
    return Holder.BEEP;
  }

  private static short[] tone() {
    short[] pcm = new short[Pcm.RATE / 1000 * MILLIS];
    for (int i = 0; i < pcm.length; i++) {
      double edge = Math.min(1.0, Math.min(i, pcm.length - i) / (double) EDGE);
      double sample = Math.sin(2 * Math.PI * HERTZ * i / Pcm.RATE);
      pcm[i] = (short) Math.round(AMPLITUDE * edge * sample * Short.MAX_VALUE);
    }
    return pcm;
  }
}
