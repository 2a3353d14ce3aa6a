// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.concurrent.TimeUnit;
import net.ringpost.media.Media;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;

/**
 * A program that calls itself with the settings that a telephone has, and says how it went: the
 * milliseconds from the answer to the first sound, the addresses used, and the likeness.
 */
@NullMarked
final class LoopbackCall {
  private LoopbackCall() {}

  public static void main(String[] arguments) throws Exception {
    Media.warmUp().get(60, TimeUnit.SECONDS);
    try (Party a = new Party(WavFile.readShipped("sentence-a"), s -> s);
        Party b = new Party(WavFile.readShipped("sentence-b"), s -> s)) {
      var offer = a.session.offer();
      long start = System.nanoTime();
      a.session.accept(b.session.answer(offer));
      MediaEvent.MediaStarted started = a.await(MediaEvent.MediaStarted.class, 60);
      Party.until(() -> a.framesHeard() > 0 && b.framesHeard() > 0, 60, "hearing anything");
      long first = (System.nanoTime() - start) / 1_000_000;
      SpeechComparison heard = a.heardFrom(b);
      System.out.printf(
          "%d %s %s %s %.3f%n",
          first,
          started.local().getAddress().isLoopbackAddress() ? "loopback" : "elsewhere",
          started.encryption(),
          started.codec(),
          heard.correlation());
    }
    System.exit(0);
  }
}
