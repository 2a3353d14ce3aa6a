// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;

/** One short call with itself, over loopback: loads everything that a call needs. */
public final class WarmUp {
  private static final int PATIENCE_SECONDS = 60;

  private WarmUp() {}

  /** Makes the call; completes the result with how long it took, or with what went wrong. */
  public static void run(CompletableFuture<Duration> result) {
    long start = System.nanoTime();
    try {
      call();
      result.complete(Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(e);
    } catch (ExecutionException e) {
      result.completeExceptionally(e.getCause() == null ? e : e.getCause());
    } catch (IOException
        | UnacceptableOfferException
        | TimeoutException
        | RuntimeException
        | LinkageError e) {
      result.completeExceptionally(e);
    }
  }

  private static void call()
      throws IOException,
          UnacceptableOfferException,
          InterruptedException,
          ExecutionException,
          TimeoutException {
    CompletableFuture<Void> heard = new CompletableFuture<>();
    AudioSink ear =
        frame -> {
          boolean unused = heard.complete(null);
        };
    MediaListener failure =
        event -> {
          if (event instanceof MediaEvent.MediaFailed failed) {
            boolean unused = heard.completeExceptionally(new IOException(failed.reason()));
          }
        };
    MediaSettings settings =
        MediaSettings.of(AudioSource.silence(), ear)
            .withAddresses(List.of(InetAddress.getLoopbackAddress()));
    try (MediaSession caller = new MediaSession(settings, failure);
        MediaSession callee = new MediaSession(settings, failure)) {
      caller.accept(callee.answer(caller.offer()));
      heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
