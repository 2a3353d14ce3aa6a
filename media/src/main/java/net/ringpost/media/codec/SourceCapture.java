// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.concurrent.ArrayBlockingQueue;
import javax.media.Buffer;
import javax.media.Format;
import javax.media.control.FormatControl;
import javax.media.format.AudioFormat;
import javax.media.protocol.BufferTransferHandler;
import net.ringpost.media.device.Pcm;
import org.jitsi.impl.neomedia.jmfext.media.protocol.AbstractPushBufferCaptureDevice;
import org.jitsi.impl.neomedia.jmfext.media.protocol.AbstractPushBufferStream;

/** What libjitsi takes for a microphone: frames that are pushed into it. */
final class SourceCapture extends AbstractPushBufferCaptureDevice {
  /** 48 kHz mono, as everything inside. */
  static final AudioFormat FORMAT =
      new AudioFormat(
          AudioFormat.LINEAR,
          Pcm.RATE,
          16,
          1,
          AudioFormat.LITTLE_ENDIAN,
          AudioFormat.SIGNED,
          Format.NOT_SPECIFIED,
          Format.NOT_SPECIFIED,
          Format.byteArray);

  private static final int WAITING = 16;

  private final ArrayBlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(WAITING);
  private volatile Stream stream;

  @SuppressWarnings("NullAway.Init") // set when libjitsi connects the device, before it can pull
  SourceCapture() {}

  /** Gives libjitsi a frame to encode; loses it when libjitsi does not keep up. */
  void push(short[] frame) {
    Stream to = stream;
    if (to != null && frames.offer(bytes(frame))) {
      to.transfer();
    }
  }

  private static byte[] bytes(short[] frame) {
    byte[] bytes = new byte[frame.length * 2];
    for (int i = 0; i < frame.length; i++) {
      bytes[2 * i] = (byte) frame[i];
      bytes[2 * i + 1] = (byte) (frame[i] >> 8);
    }
    return bytes;
  }

  @Override
  protected AbstractPushBufferStream<?> createStream(int index, FormatControl formatControl) {
    Stream created = new Stream(this, formatControl);
    stream = created;
    return created;
  }

  @Override
  protected Format[] getSupportedFormats(int index) {
    return new Format[] {FORMAT};
  }

  private static final class Stream extends AbstractPushBufferStream<SourceCapture> {
    private final SourceCapture capture;

    Stream(SourceCapture capture, FormatControl formatControl) {
      super(capture, formatControl);
      this.capture = capture;
    }

    void transfer() {
      BufferTransferHandler handler = transferHandler;
      if (handler != null) {
        handler.transferData(this);
      }
    }

    @Override
    public void read(Buffer buffer) {
      byte[] frame = capture.frames.poll();
      if (frame == null) {
        buffer.setLength(0);
        buffer.setDiscard(true);
        return;
      }
      buffer.setFormat(FORMAT);
      buffer.setData(frame);
      buffer.setOffset(0);
      buffer.setLength(frame.length);
      buffer.setDiscard(false);
    }
  }
}
