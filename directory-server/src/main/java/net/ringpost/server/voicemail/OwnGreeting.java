// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.media.message.MessageSession;
import net.ringpost.media.message.MessageSink;
import net.ringpost.media.message.Prompt;
import net.ringpost.media.message.Tones;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/**
 * A member who records an own greeting by telephone: drives {@link RecordGreeting}. Nothing is kept
 * before the member says so. On the call's own thread, which may block.
 */
final class OwnGreeting {
  static final long LONGEST = TimeUnit.SECONDS.toNanos(UploadedGreeting.MOST_SECONDS);

  /** The call in which it is recorded. */
  interface Line {
    /** The media, which are there. */
    MessageSession session();

    /** Plays something; {@link OwnGreeting#on} is told when it is over. */
    void play(Prompt prompt);

    /** What the server says. */
    Prompt prompt(String name);

    /** Has {@link RecordGreeting.TimePassed} told at a time. */
    void wakeAt(long due);
  }

  private final Line line;
  private final Greetings greetings;
  private final Account member;
  private RecordGreeting.State state = new RecordGreeting.Done();
  private Memory recorded = new Memory();

  OwnGreeting(Line line, Greetings greetings, Account member) {
    this.line = line;
    this.greetings = greetings;
    this.member = member;
  }

  void begin() {
    take(RecordGreeting.start());
  }

  /** Whether it is over. */
  boolean done() {
    return state instanceof RecordGreeting.Done;
  }

  void on(RecordGreeting.Event event) {
    take(RecordGreeting.on(state, event, System.nanoTime(), LONGEST));
  }

  private void take(Step<RecordGreeting.State, RecordGreeting.Action> step) {
    long before = RecordGreeting.deadline(state);
    state = step.next();
    long due = RecordGreeting.deadline(state);
    if (due != before && due != Timers.NEVER) {
      line.wakeAt(due);
    }
    step.actions().forEach(this::perform);
  }

  private void perform(RecordGreeting.Action action) {
    switch (action) {
      case RecordGreeting.Say say -> line.play(line.prompt(say.prompt()));
      case RecordGreeting.Beep a -> line.play(Tones.beep());
      case RecordGreeting.StartRecording a -> {
        recorded = new Memory();
        line.session().record(recorded);
      }
      case RecordGreeting.StopRecording a ->
          on(new RecordGreeting.Recorded(line.session().stopRecording().durationMillis()));
      case RecordGreeting.PlayBack a -> attempt(() -> line.play(recorded.prompt()));
      case RecordGreeting.Keep a -> {
        if (attempt(() -> greetings.put(member, recorded.prompt().toOggOpus()))) {
          on(new RecordGreeting.Stored("greeting-kept"));
        }
      }
      case RecordGreeting.Standard a -> {
        if (attempt(() -> greetings.delete(member))) {
          on(new RecordGreeting.Stored("greeting-standard"));
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
      on(new RecordGreeting.Failed("full"));
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(OwnGreeting.class.getName())
          .log(System.Logger.Level.WARNING, "A greeting could not be stored: {0}", e.getMessage());
      on(new RecordGreeting.Failed("trouble"));
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
