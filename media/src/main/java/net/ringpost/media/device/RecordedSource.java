// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Plays a recording: once and then silence, or again and again. */
public final class RecordedSource implements AudioSource {
  private final short[] samples;
  private final boolean loop;
  private int next;

  /**
   * @param samples the recording at {@link Pcm#RATE}; kept, not copied
   * @param loop whether to begin again at the end
   */
  public RecordedSource(short[] samples, boolean loop) {
    this.samples = samples;
    this.loop = loop && samples.length > 0;
  }

  /**
   * Opens a WAV file; which, see {@link WavFile}.
   *
   * @throws IOException when it cannot be read; the message names the file
   */
  public static RecordedSource ofFile(Path wav, boolean loop) throws IOException {
    return new RecordedSource(WavFile.read(wav), loop);
  }

  @Override
  public void read(short[] frame) {
    int done = 0;
    while (done < frame.length) {
      if (next == samples.length) {
        if (!loop) {
          Arrays.fill(frame, done, frame.length, (short) 0);
          return;
        }
        next = 0;
      }
      int part = Math.min(frame.length - done, samples.length - next);
      System.arraycopy(samples, next, frame, done, part);
      next += part;
      done += part;
    }
  }
}
