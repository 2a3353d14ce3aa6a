// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/**
 * The loudspeaker or headset that this machine's owner has chosen. For one thread; whoever writes
 * faster than it plays is held up.
 */
public final class Loudspeaker implements AudioSink {
  private static final AudioFormat FORMAT = new AudioFormat(Pcm.RATE, 16, 1, true, false);

  /** What is written ahead of what is heard: enough for a late thread, too little to notice. */
  private static final int BUFFER = 10 * Pcm.FRAME * Short.BYTES;

  private final SourceDataLine line;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(Pcm.FRAME * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private Loudspeaker(SourceDataLine line) {
    this.line = line;
  }

  /**
   * Opens it; this may take a moment.
   *
   * @throws IOException when there is none, or another program has it for itself
   */
  public static Loudspeaker open() throws IOException {
    try {
      SourceDataLine line = AudioSystem.getSourceDataLine(FORMAT);
      line.open(FORMAT, BUFFER);
      line.start();
      return new Loudspeaker(line);
    } catch (LineUnavailableException | IllegalArgumentException e) {
      throw new IOException("there is no loudspeaker to be had: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(short[] frame) {
    bytes.clear().asShortBuffer().put(frame);
    line.write(bytes.array(), 0, bytes.capacity());
  }

  /** Is silent at once. */
  @Override
  public void close() {
    line.stop();
    line.flush();
    line.close();
  }
}
