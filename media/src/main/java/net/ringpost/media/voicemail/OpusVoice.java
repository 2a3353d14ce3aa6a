// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.SpeechDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether there is sound in Opus packets, mostly without decoding them. What the speech coder
 * (SILK) has made says so itself, in its first bits (RFC 6716 §4.2.3): that is right in 149 of 150
 * packets of noise below -50 dB, and counts five in six packets of speech, pauses and all. CELT
 * tells nothing, and packets of noise are as long as those of speech; a quarter of those packets is
 * decoded. For one stream.
 */
final class OpusVoice implements AutoCloseable {
  /** Digital silence and pauses (DTX) need no more than this. */
  private static final int NOTHING = 8;

  /** Of CELT, the first packets of so many are decoded. */
  private static final int CELT_PERIOD = 20;

  /** Of speech, to learn how loud it is. */
  private static final int SPEECH_PERIOD = 200;

  private static final int BURST = 5;

  /** The first packets of a burst only bring the decoder back into step. */
  private static final int SETTLING = 2;

  private final VoiceActivity hearing;
  private final short[] room = new short[SpeechDecoder.LONGEST];
  private @Nullable SpeechDecoder decoder;
  private int sinceBurst = SPEECH_PERIOD;
  private int inBurst = BURST;
  private boolean lastCelt;

  OpusVoice(VoiceActivity hearing) {
    this.hearing = hearing;
  }

  /** Takes the next packet, and counts it. */
  void heard(byte[] packet) {
    int samples = OpusPackets.samples(packet);
    if (packet.length <= NOTHING) {
      hearing.heard(samples, false);
      return;
    }
    int bits = OpusPackets.voiceActivity(packet);
    sinceBurst++;
    boolean begins = bits < 0 ? sinceBurst >= CELT_PERIOD : bits > 0 && sinceBurst >= SPEECH_PERIOD;
    if (begins) {
      sinceBurst = 0;
      inBurst = 0;
    }
    if (inBurst < BURST) {
      decode(packet, bits);
    }
    hearing.heard(samples, bits < 0 ? lastCelt : bits > 0);
  }

  private void decode(byte[] packet, int bits) {
    SpeechDecoder own = decoder;
    if (own == null) {
      own = SpeechDecoder.of(AudioCodec.OPUS);
      decoder = own;
    }
    int count = own.decode(packet, room);
    if (++inBurst <= SETTLING || count == 0) {
      return;
    }
    boolean loud = hearing.measured(room, count);
    if (bits < 0) {
      lastCelt = loud || (inBurst > SETTLING + 1 && lastCelt);
    }
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
  }
}
