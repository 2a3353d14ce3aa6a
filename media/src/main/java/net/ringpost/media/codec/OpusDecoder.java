// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.ringpost.media.device.Pcm;
import org.jitsi.impl.neomedia.codec.audio.opus.Opus;
import org.jspecify.annotations.Nullable;

/** Opus by libjitsi's binding to libopus; its own concealment and forward error correction. */
final class OpusDecoder implements SpeechDecoder {
  private static final byte[] NOTHING = {};

  private final byte[] bytes = new byte[LONGEST * 2];
  private final ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  private long decoder;

  OpusDecoder() {
    MediaLibrary.configure();
    // One channel: libopus mixes what comes in two.
    decoder = Opus.decoder_create(Pcm.RATE, 1);
    if (decoder == 0) {
      throw new IllegalStateException("there is no memory for an Opus decoder");
    }
  }

  @Override
  public int decode(byte[] payload, short[] into) {
    return payload.length == 0 ? 0 : run(payload, into, LONGEST, 0);
  }

  @Override
  public boolean recover(byte @Nullable [] following, short[] into, int count) {
    if (following != null && following.length > 0 && run(following, into, count, 1) == count) {
      return true;
    }
    // libopus takes no payload for a loss.
    return run(NOTHING, into, count, 0) == count;
  }

  private synchronized int run(byte[] payload, short[] into, int most, int fec) {
    if (decoder == 0) {
      throw new IllegalStateException("closed");
    }
    int count = Opus.decode(decoder, payload, 0, payload.length, bytes, 0, most, fec);
    if (count <= 0) {
      return 0;
    }
    samples.asShortBuffer().get(into, 0, count);
    return count;
  }

  @Override
  public synchronized void close() {
    long ended = decoder;
    decoder = 0;
    if (ended != 0) {
      Opus.decoder_destroy(ended);
    }
  }
}
