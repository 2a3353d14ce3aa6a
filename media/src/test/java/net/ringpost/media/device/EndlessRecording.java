// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/** A program that records until it is killed: each sample of frame n is n. */
@NullMarked
final class EndlessRecording {
  private EndlessRecording() {}

  public static void main(String[] arguments) throws Exception {
    short[] frame = new short[Pcm.FRAME];
    WavSink sink = new WavSink(Path.of(arguments[0]));
    // Ends by itself, should nobody kill it.
    for (int i = 0; i < 30_000; i++) {
      java.util.Arrays.fill(frame, (short) i);
      sink.write(frame);
      if (i == 200) {
        System.out.println("recording");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }
}
