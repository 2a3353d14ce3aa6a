// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.media.session.MediaSession;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * The sound of one call. Its work can block (finding addresses, opening ports), so it is done on
 * the media thread, one thing after the other; what comes of it is told on the loop.
 */
final class CallMedia {
  private final Executor loop;
  private final Executor thread;
  private final Callable<MediaSettings> settings;
  private final Consumer<MediaEvent> listener;
  private @Nullable MediaSession session;
  private @Nullable AudioSink sink;
  private boolean closed;

  /**
   * @param loop the signalling thread, where everything is told
   * @param thread the media thread
   * @param settings asked for on the media thread when the first description is needed
   */
  CallMedia(
      Executor loop,
      Executor thread,
      Callable<MediaSettings> settings,
      Consumer<MediaEvent> listener) {
    this.loop = loop;
    this.thread = thread;
    this.settings = settings;
    this.listener = listener;
  }

  /** Describes what we want; plain only where the settings allow it. */
  void offer(boolean plain, Consumer<Body> then, Consumer<Exception> failed) {
    ask(() -> body(plain ? session().offerPlain() : session().offer()), then, failed);
  }

  /** As {@link #offer}, wanting to hold the other side, or not any longer. */
  void offerHeld(boolean held, Consumer<Body> then, Consumer<Exception> failed) {
    ask(
        () -> {
          session().setHeld(held);
          return body(session().offer());
        },
        then,
        failed);
  }

  /** Answers what the other side wants. */
  void answer(SessionDescription offer, Consumer<Body> then, Consumer<Exception> failed) {
    ask(() -> body(session().answer(offer)), then, failed);
  }

  /** Takes the answer to what we wanted. */
  void accept(SessionDescription answer, Runnable then, Consumer<Exception> failed) {
    ask(
        () -> {
          session().accept(answer);
          return true;
        },
        accepted -> then.run(),
        failed);
  }

  /** Our wish was refused: everything stays as it was. */
  void withdraw(boolean held) {
    ask(
        () -> {
          session().withdrawOffer();
          session().setHeld(held);
          return true;
        },
        done -> {},
        failed -> {});
  }

  /** Sends a key; tells whether the other side takes keys. */
  void press(char digit, int millis, Consumer<Boolean> then) {
    ask(() -> session().sendDigit(digit, millis), then, failed -> then.accept(false));
  }

  /** Sends silence, or not any longer. */
  void mute(boolean muted) {
    ask(
        () -> {
          session().setMuted(muted);
          return true;
        },
        done -> {},
        failed -> {});
  }

  /**
   * Ends the sound and completes the recording; nothing else is told afterwards.
   *
   * @param then run when it is done, on the media thread
   */
  void close(Runnable then) {
    try {
      thread.execute(
          () -> {
            closeNow();
            then.run();
          });
    } catch (RejectedExecutionException ended) {
      // The telephone is going: the process takes everything along.
      then.run();
    }
  }

  private void closeNow() {
    closed = true;
    MediaSession s = session;
    if (s != null) {
      s.close();
    }
    AudioSink out = sink;
    if (out != null) {
      out.close();
    }
  }

  private MediaSession session() throws Exception {
    if (closed) {
      throw new IllegalStateException("the call is over");
    }
    MediaSession s = session;
    if (s == null) {
      MediaSettings chosen = settings.call();
      s = new MediaSession(chosen, event -> onLoop(() -> listener.accept(event)));
      session = s;
      sink = chosen.sink();
    }
    return s;
  }

  private static Body body(SessionDescription description) {
    return Body.sdp(description.toBytes());
  }

  private <T> void ask(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    try {
      thread.execute(() -> answerOnLoop(work, then, failed));
    } catch (RejectedExecutionException e) {
      failed.accept(e);
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever goes wrong ends this call, not the telephone
  private <T> void answerOnLoop(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    try {
      T result = work.call();
      onLoop(() -> then.accept(result));
    } catch (Exception e) {
      onLoop(() -> failed.accept(e));
    }
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      // The telephone is gone.
    }
  }
}
