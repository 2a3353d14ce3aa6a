// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import net.ringpost.media.codec.MediaLibrary;
import net.ringpost.media.session.WarmUp;
import org.jspecify.annotations.Nullable;

/** The module's switch: makes the first call as quick as the second. */
public final class Media {
  private static @Nullable CompletableFuture<Duration> warming;

  private Media() {}

  /**
   * Starts the media libraries and makes one short call with itself, in the background, so that the
   * 2 to 5 seconds that this takes in a new process are over before the first call. Call it when
   * the program starts; later calls give the same result.
   *
   * @return completes with how long it took; exceptionally when calls will not work, with the
   *     reason
   */
  public static synchronized CompletableFuture<Duration> warmUp() {
    CompletableFuture<Duration> running = warming;
    if (running == null) {
      MediaLibrary.configure();
      running = new CompletableFuture<>();
      CompletableFuture<Duration> result = running;
      Thread.ofPlatform().daemon().name("media-warm-up").start(() -> WarmUp.run(result));
      warming = running;
    }
    return running;
  }
}
