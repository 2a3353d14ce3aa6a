// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ObjLongConsumer;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.GreetingLanguage;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.media.message.MessageSession;
import net.ringpost.media.message.MessageSink;
import net.ringpost.media.message.Prompt;
import net.ringpost.media.message.Recorded;
import net.ringpost.media.message.Tones;
import net.ringpost.media.session.LineSettings;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A caller who leaves a message: drives {@link LeaveMessage}. */
final class LeavingCall extends MachineCall {
  /**
   * What it is about.
   *
   * @param callee whom the message is for
   * @param why why nobody talks to the caller
   * @param message what is known of the message before it is recorded
   */
  record Subject(Account callee, VoicemailReason why, NewVoicemail message) {}

  private final Voicemails voicemails;
  private final MessageLimits limits;
  private final Prompts prompts;
  private final Greetings greetings;
  private final Account callee;
  private final VoicemailReason why;
  private final NewVoicemail message;
  private final Runnable whenKept;
  private LeaveMessage.State state = new LeaveMessage.Over();
  private @Nullable Recording place;
  private boolean recording;
  private @Nullable ObjLongConsumer<List<HeaderField>> farewell;

  /** Whether there is a message; a new one for each that is begun. */
  private CompletableFuture<Boolean> kept = CompletableFuture.completedFuture(false);

  /**
   * @param proved whether the caller is known to be where the call came from
   * @param message who leaves it for whom
   * @param whenKept run on the loop if there is a message in the end
   */
  LeavingCall(
      IncomingCall call,
      LineSettings line,
      ScheduledExecutorService loop,
      boolean proved,
      VoicemailServices services,
      Subject subject,
      Runnable whenKept) {
    super(call, line, loop, proved);
    this.voicemails = services.voicemails();
    this.limits = services.limits();
    this.prompts = services.prompts();
    this.greetings = services.greetings();
    this.callee = subject.callee;
    this.why = subject.why;
    this.message = subject.message;
    this.whenKept = whenKept;
  }

  @Override
  String actor() {
    return "msg-taker";
  }

  /** The caller is told whether there is a message when that is known. */
  @Override
  boolean hungUp(ObjLongConsumer<List<HeaderField>> answer) {
    return onOwn(() -> farewell = answer);
  }

  @Override
  void over() {
    ObjLongConsumer<List<HeaderField>> answer = farewell;
    if (answer != null) {
      MessageKept.whenKnown(
          kept, why -> onLoop(now -> answer.accept(MessageKept.fields(why), now)));
    }
  }

  @Override
  void begun(boolean proved) {
    if (proved) {
      take(LeaveMessage.start());
    } else {
      state = new LeaveMessage.Unproved();
    }
  }

  @Override
  void proved() {
    on(new LeaveMessage.Proved());
  }

  @Override
  void ready() {
    on(new LeaveMessage.Ready());
  }

  @Override
  void key(char digit) {
    on(new LeaveMessage.Key(digit));
  }

  @Override
  void played() {
    on(new LeaveMessage.Played());
  }

  @Override
  void gone() {
    on(new LeaveMessage.Gone());
  }

  @Override
  void full() {
    on(new LeaveMessage.Full());
  }

  @Override
  void timePassed(long now) {
    on(new LeaveMessage.TimePassed());
  }

  /** Who says nothing for so long has hung up without hanging up. */
  @Override
  public void onProgress(Recorded soFar) {
    if (soFar.lastSilenceMillis() >= limits.silence().toMillis()) {
      onOwn(this::gone);
    }
  }

  private void on(LeaveMessage.Event event) {
    take(LeaveMessage.on(state, event, System.nanoTime(), limits.longest().toNanos()));
  }

  private void take(Step<LeaveMessage.State, LeaveMessage.Action> step) {
    long before = LeaveMessage.deadline(state);
    state = step.next();
    long due = LeaveMessage.deadline(state);
    if (due != before && due != Timers.NEVER) {
      wakeAt(due);
    }
    step.actions().forEach(this::perform);
  }

  private void perform(LeaveMessage.Action action) {
    switch (action) {
      case LeaveMessage.Greet a -> play(greeting());
      case LeaveMessage.Beep a -> play(Tones.beep());
      case LeaveMessage.Say say -> play(prompts.get(language(), say.prompt()));
      case LeaveMessage.Store a -> store();
      case LeaveMessage.StartRecording a -> record();
      case LeaveMessage.Keep a -> keep();
      case LeaveMessage.Discard a -> discard();
      case LeaveMessage.HangUp a -> MessageKept.whenKnown(kept, why -> onOwn(() -> hangUp(why)));
    }
  }

  private GreetingLanguage language() {
    return callee.voicemail().language();
  }

  private Prompt greeting() {
    if (callee.voicemail().ownGreeting()) {
      try {
        Optional<SeekableByteChannel> own = greetings.open(callee);
        if (own.isPresent()) {
          try (InputStream in = new BufferedInputStream(Channels.newInputStream(own.get()))) {
            return Prompt.ofOggOpus(in);
          }
        }
      } catch (IOException e) {
        System.getLogger(LeavingCall.class.getName())
            .log(System.Logger.Level.WARNING, "An own greeting cannot be played: {0}", e);
      }
    }
    return standardGreeting();
  }

  private Prompt standardGreeting() {
    String name =
        switch (why) {
          case NO_ANSWER -> "no-answer";
          case BUSY -> "busy";
          case DECLINED, AWAY, FAILED -> "away";
        };
    return prompts.get(language(), name);
  }

  private void store() {
    var unused =
        voicemails
            .begin(message.at(Instant.now()))
            .whenComplete(
                (made, failure) -> {
                  if (made == null) {
                    onOwn(() -> on(new LeaveMessage.Full()));
                  } else if (!onOwn(() -> stored(made))) {
                    var unusedToo = voicemails.discard(made);
                  }
                });
  }

  private void stored(Recording made) {
    place = made;
    on(new LeaveMessage.Stored());
  }

  private void record() {
    MessageSession s = session();
    Recording to = place;
    if (s != null && to != null) {
      recording = true;
      s.record(new Sink(to));
    }
  }

  /** A message that is too short, or in which nobody speaks, is none. */
  private void keep() {
    Recorded recorded = stop();
    Recording finished = place;
    place = null;
    if (finished == null) {
      return;
    }
    if (recorded == null || isNone(recorded)) {
      var unused = voicemails.discard(finished);
    } else if (recorded.pictures()) {
      kept = voicemails.complete(finished);
    } else {
      kept = voicemails.finish(finished, recorded.durationMillis());
    }
    var unused =
        kept.thenAccept(
            there -> {
              if (there) {
                onLoop(now -> whenKept.run());
              }
            });
  }

  private boolean isNone(Recorded recorded) {
    return recorded.durationMillis() < limits.shortest().toMillis()
        || (recorded.soundMillis() == 0
            && recorded.durationMillis() >= limits.silence().toMillis());
  }

  private @Nullable Recorded stop() {
    MessageSession s = session();
    boolean was = recording;
    recording = false;
    return was && s != null ? s.stopRecording() : null;
  }

  private void discard() {
    stop();
    Recording unwanted = place;
    place = null;
    if (unwanted != null) {
      var unused = voicemails.discard(unwanted);
    }
  }

  private record Sink(Recording recording) implements MessageSink {
    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
      recording.append(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
      recording.sync();
    }

    @Override
    public void close() {
      try {
        recording.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
