// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import javax.media.Buffer;
import javax.media.Format;
import javax.media.Renderer;
import org.jspecify.annotations.Nullable;

/** What libjitsi takes for a loudspeaker: puts what was decoded into the {@link Playout}. */
final class PlayoutRenderer implements Renderer {
  private final Playout playout;
  private final DecoderGate gate;

  PlayoutRenderer(Playout playout, DecoderGate gate) {
    this.playout = playout;
    this.gate = gate;
  }

  @Override
  public int process(Buffer buffer) {
    if (buffer.getData() instanceof byte[] bytes && !buffer.isDiscard()) {
      int count = buffer.getLength() / 2;
      short[] samples = new short[count];
      int at = buffer.getOffset();
      for (int i = 0; i < count; i++, at += 2) {
        samples[i] = (short) ((bytes[at] & 0xFF) | bytes[at + 1] << 8);
      }
      playout.push(samples, count);
      gate.leave();
    }
    return BUFFER_PROCESSED_OK;
  }

  @Override
  public Format[] getSupportedInputFormats() {
    return new Format[] {SourceCapture.FORMAT};
  }

  @Override
  public Format setInputFormat(Format format) {
    return format;
  }

  @Override
  public String getName() {
    return "Ringpost playout";
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public void reset() {}

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public @Nullable Object getControl(String type) {
    return null;
  }

  @Override
  public Object[] getControls() {
    return new Object[0];
  }
}
