// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullMarked;

/** Hears when a session's sound could cross. */
@NullMarked
final class StartOfMedia implements MediaListener {
  private static final int PATIENCE_SECONDS = 30;

  private final CompletableFuture<Long> started = new CompletableFuture<>();

  @Override
  public void on(MediaEvent event) {
    if (event instanceof MediaEvent.MediaStarted) {
      started.complete(System.nanoTime());
    } else if (event instanceof MediaEvent.MediaFailed failed) {
      started.completeExceptionally(new AssertionError(failed.reason()));
    }
  }

  /** When it was, on the scale of {@link System#nanoTime}; waits for it. */
  long nanos() throws InterruptedException, ExecutionException, TimeoutException {
    return started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
