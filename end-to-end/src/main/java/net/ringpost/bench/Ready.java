// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.voicemail.MessageListener;
import net.ringpost.media.voicemail.Prompt;

/** Waits until sound can cross; remembers what fails later. */
final class Ready implements MessageListener {
  private static final int PATIENCE_SECONDS = 30;

  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private volatile boolean failed;

  /** Returns when sound can cross. */
  void await() throws IOException, InterruptedException {
    try {
      String unused = ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a call did not come about: " + e, e);
    }
  }

  /** Whether the call or its recording broke. */
  boolean failed() {
    return failed;
  }

  private void fail(String reason) {
    failed = true;
    ready.completeExceptionally(new IOException(reason));
  }

  @Override
  public void onReady(AudioCodec codec, String encryption) {
    ready.complete(encryption);
  }

  @Override
  public void onDigit(char digit) {}

  @Override
  public void onPlayed(Prompt prompt) {}

  @Override
  public void onTimeout() {
    fail("no packets");
  }

  @Override
  public void onFailed(String reason) {
    fail(reason);
  }

  @Override
  public void onRecordingFailed(String reason) {
    fail(reason);
  }
}
