// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.MessageSink;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.media.voicemail.Tones;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.UploadedGreeting;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/**
 * A member who records an own greeting by telephone: drives {@link GreetingMenu}. Nothing is kept
 * before the member says so. On the call's own thread, which may block.
 */
final class GreetingRecorder {
  static final long LONGEST = TimeUnit.SECONDS.toNanos(UploadedGreeting.MOST_SECONDS);

  /** The call in which it is recorded. */
  interface Line {
    /** The media, which are there. */
    MessageSession session();

    /** Plays something; {@link GreetingRecorder#on} is told when it is over. */
    void play(Prompt prompt);

    /** What the server says. */
    Prompt prompt(String name);

    /** Has {@link GreetingMenu.TimePassed} told at a time. */
    void wakeAt(long due);
  }

  private final Line line;
  private final Greetings greetings;
  private final Account member;
  private GreetingMenu.State state = new GreetingMenu.Done();
  private Memory recorded = new Memory();

  GreetingRecorder(Line line, Greetings greetings, Account member) {
    this.line = line;
    this.greetings = greetings;
    this.member = member;
  }

  void begin() {
    take(GreetingMenu.start());
  }

  /** Whether it is over. */
  boolean done() {
    return state instanceof GreetingMenu.Done;
  }

  void on(GreetingMenu.Event event) {
    take(GreetingMenu.on(state, event, System.nanoTime(), LONGEST));
  }

  private void take(Step<GreetingMenu.State, GreetingMenu.Action> step) {
    long before = GreetingMenu.deadline(state);
    state = step.next();
    long due = GreetingMenu.deadline(state);
    if (due != before && due != Timers.NEVER) {
      line.wakeAt(due);
    }
    step.actions().forEach(this::perform);
  }

  private void perform(GreetingMenu.Action action) {
    switch (action) {
      case GreetingMenu.Say say -> line.play(line.prompt(say.prompt()));
      case GreetingMenu.Beep a -> line.play(Tones.beep());
      case GreetingMenu.StartRecording a -> {
        recorded = new Memory();
        line.session().record(recorded);
      }
      case GreetingMenu.StopRecording a ->
          on(new GreetingMenu.Recorded(line.session().stopRecording().durationMillis()));
      case GreetingMenu.PlayBack a -> attempt(() -> line.play(recorded.prompt()));
      case GreetingMenu.Keep a -> {
        if (attempt(() -> greetings.put(member, recorded.prompt().toOggOpus()))) {
          on(new GreetingMenu.Stored("greeting-kept"));
        }
      }
      case GreetingMenu.Standard a -> {
        if (attempt(() -> greetings.delete(member))) {
          on(new GreetingMenu.Stored("greeting-standard"));
        }
      }
    }
  }

  /** Something with files or the database. */
  private interface Attempt {
    void run() throws IOException;
  }

  private boolean attempt(Attempt what) {
    try {
      what.run();
      return true;
    } catch (StorageFullException full) {
      on(new GreetingMenu.Failed("full"));
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(GreetingRecorder.class.getName())
          .log(System.Logger.Level.WARNING, "A greeting could not be stored: {0}", e.getMessage());
      on(new GreetingMenu.Failed("trouble"));
    }
    return false;
  }

  /** A minute is not much: about 250 kB. */
  private static final class Memory implements MessageSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void append(byte[] more, int offset, int length) {
      bytes.write(more, offset, length);
    }

    @Override
    public void sync() {
      // Kept for the call only.
    }

    @Override
    public void close() {
      // The call forgets it.
    }

    synchronized Prompt prompt() throws IOException {
      return Prompt.ofOggOpus(new ByteArrayInputStream(bytes.toByteArray()));
    }
  }
}
