// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.deposit;

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
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.MessageSink;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.media.voicemail.RecordingSummary;
import net.ringpost.media.voicemail.Tones;
import net.ringpost.server.voicemail.call.Prompts;
import net.ringpost.server.voicemail.call.VoicemailCall;
import net.ringpost.server.voicemail.call.VoicemailServices;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.MessageLimits;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A caller who leaves a message: drives {@link Deposit}. */
public final class DepositCall extends VoicemailCall {
  /**
   * What it is about.
   *
   * @param callee whom the message is for
   * @param why why nobody talks to the caller
   * @param message what is known of the message before it is recorded
   */
  public record Subject(Account callee, VoicemailReason why, NewVoicemail message) {}

  private final Voicemails voicemails;
  private final MessageLimits limits;
  private final Prompts prompts;
  private final Greetings greetings;
  private final Account callee;
  private final VoicemailReason why;
  private final NewVoicemail message;
  private final Runnable whenKept;
  private Deposit.State state = new Deposit.Over();
  private @Nullable MessageRecording place;
  private boolean recording;
  private @Nullable ObjLongConsumer<List<HeaderField>> farewell;

  /** Whether there is a message; a new one for each that is begun. */
  private CompletableFuture<Boolean> kept = CompletableFuture.completedFuture(false);

  /**
   * A call that is not answered yet.
   *
   * @param proved whether the caller is known to be where the call came from
   * @param subject who leaves what for whom
   * @param whenKept run on the loop if there is a message in the end
   */
  public DepositCall(
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
  protected String actor() {
    return "msg-taker";
  }

  /** The caller is told whether there is a message when that is known. */
  @Override
  public boolean hungUp(ObjLongConsumer<List<HeaderField>> answer) {
    return onOwn(() -> farewell = answer);
  }

  @Override
  protected void over() {
    ObjLongConsumer<List<HeaderField>> answer = farewell;
    if (answer != null) {
      DepositReason.whenKnown(
          kept, why -> onLoop(now -> answer.accept(DepositReason.fields(why), now)));
    }
  }

  @Override
  protected void begun(boolean proved) {
    if (proved) {
      take(Deposit.start());
    } else {
      state = new Deposit.Unproved();
    }
  }

  @Override
  protected void proved() {
    on(new Deposit.Proved());
  }

  @Override
  protected void ready() {
    on(new Deposit.Ready());
  }

  @Override
  protected void key(char digit) {
    on(new Deposit.Key(digit));
  }

  @Override
  protected void played() {
    on(new Deposit.Played());
  }

  @Override
  protected void gone() {
    on(new Deposit.Gone());
  }

  @Override
  protected void full() {
    on(new Deposit.Full());
  }

  @Override
  protected void timePassed(long now) {
    on(new Deposit.TimePassed());
  }

  /** Who says nothing for so long has hung up without hanging up. */
  @Override
  public void onProgress(RecordingSummary soFar) {
    if (soFar.lastSilenceMillis() >= limits.silence().toMillis()) {
      onOwn(this::gone);
    }
  }

  private void on(Deposit.Event event) {
    take(Deposit.on(state, event, System.nanoTime(), limits.longest().toNanos()));
  }

  private void take(Step<Deposit.State, Deposit.Action> step) {
    long before = Deposit.deadline(state);
    state = step.next();
    long due = Deposit.deadline(state);
    if (due != before && due != Timers.NEVER) {
      wakeAt(due);
    }
    step.actions().forEach(this::perform);
  }

  private void perform(Deposit.Action action) {
    switch (action) {
      case Deposit.Greet a -> play(greeting());
      case Deposit.Beep a -> play(Tones.beep());
      case Deposit.Say say -> play(prompts.get(language(), say.prompt()));
      case Deposit.Store a -> store();
      case Deposit.StartRecording a -> record();
      case Deposit.Keep a -> keep();
      case Deposit.Discard a -> discard();
      case Deposit.HangUp a -> DepositReason.whenKnown(kept, why -> onOwn(() -> hangUp(why)));
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
        System.getLogger(DepositCall.class.getName())
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
                    onOwn(() -> on(new Deposit.Full()));
                  } else if (!onOwn(() -> stored(made))) {
                    var unusedToo = voicemails.discard(made);
                  }
                });
  }

  private void stored(MessageRecording made) {
    place = made;
    on(new Deposit.Stored());
  }

  private void record() {
    MessageSession s = session();
    MessageRecording to = place;
    if (s != null && to != null) {
      recording = true;
      s.record(new Sink(to));
    }
  }

  /** A message that is too short, or in which nobody speaks, is none. */
  private void keep() {
    RecordingSummary recorded = stop();
    MessageRecording finished = place;
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

  private boolean isNone(RecordingSummary recorded) {
    return recorded.durationMillis() < limits.shortest().toMillis()
        || (recorded.soundMillis() == 0
            && recorded.durationMillis() >= limits.silence().toMillis());
  }

  private @Nullable RecordingSummary stop() {
    MessageSession s = session();
    boolean was = recording;
    recording = false;
    return was && s != null ? s.stopRecording() : null;
  }

  private void discard() {
    stop();
    MessageRecording unwanted = place;
    place = null;
    if (unwanted != null) {
      var unused = voicemails.discard(unwanted);
    }
  }

  private record Sink(MessageRecording recording) implements MessageSink {
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
