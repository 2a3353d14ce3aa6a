// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.codec.AudioCodec;
import org.jspecify.annotations.NullMarked;

/** Remembers what happened in a session, as text. */
@NullMarked
final class Heard implements MessageListener {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void onReady(AudioCodec codec, String encryption) {
    events.add("ready " + codec + " " + encryption);
  }

  @Override
  public void onDigit(char digit) {
    events.add("digit " + digit);
  }

  @Override
  public void onPlayed(Prompt prompt) {
    events.add("played " + prompt.durationMillis());
  }

  @Override
  public void onTimeout() {
    events.add("timeout");
  }

  @Override
  public void onFailed(String reason) {
    events.add("failed " + reason);
  }

  @Override
  public void onRecordingFailed(String reason) {
    events.add("recording failed " + reason);
  }

  /** Waits for an event that begins so; others before it are skipped. */
  String await(String beginning, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<String> others = new ArrayList<>();
    while (true) {
      String next = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError(
            "no \"" + beginning + "\" within " + seconds + " s, but " + others);
      }
      if (next.startsWith(beginning)) {
        return next;
      }
      others.add(next);
    }
  }

  /** The next event, if there is one already. */
  String poll() {
    return String.valueOf(events.poll());
  }
}
