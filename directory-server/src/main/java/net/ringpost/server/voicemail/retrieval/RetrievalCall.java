// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.server.voicemail.call.Prompts;
import net.ringpost.server.voicemail.call.VoicemailCall;
import net.ringpost.server.voicemail.call.VoicemailServices;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/**
 * A member who hears the own messages: drives {@link RetrievalMenu}, and {@link GreetingRecorder}.
 */
public final class RetrievalCall extends VoicemailCall {
  private static final int MOST_COUNTED = 10;
  private static final int TO_CHOOSE_MILLIS = 4000;

  private final Voicemails voicemails;
  private final Prompts prompts;
  private final Greetings greetings;
  private final Account member;
  private @Nullable GreetingRecorder greeting;
  private RetrievalMenu.State state = new RetrievalMenu.Connecting();

  /** One for the mailbox of {@code member}. */
  public RetrievalCall(
      IncomingCall call,
      LineSettings line,
      ScheduledExecutorService loop,
      VoicemailServices services,
      Account member) {
    super(call, line, loop, true);
    this.voicemails = services.voicemails();
    this.prompts = services.prompts();
    this.greetings = services.greetings();
    this.member = member;
  }

  /** Whether it is this member's, by account key. */
  public boolean isOf(long account) {
    return member.key() == account;
  }

  @Override
  protected String actor() {
    return "information";
  }

  @Override
  protected void begun(boolean proved) {
    try {
      on(new RetrievalMenu.Listed(items()));
    } catch (StoreUnavailableException | StoreException away) {
      on(new RetrievalMenu.Trouble());
    }
  }

  @Override
  protected void proved() {
    // A member's call always is.
  }

  /** New ones first, each from the oldest to the newest. */
  private List<RetrievalMenu.Item> items() {
    return voicemails.list(member.key(), false).stream()
        .sorted(
            Comparator.comparing((VoicemailRow m) -> m.heardAt() != null)
                .thenComparing(VoicemailRow::receivedAt))
        .map(m -> new RetrievalMenu.Item(m.id(), m.heardAt() != null))
        .toList();
  }

  @Override
  protected void ready() {
    on(new RetrievalMenu.Ready());
  }

  @Override
  protected void key(char digit) {
    if (!greeting(new GreetingMenu.Key(digit))) {
      on(new RetrievalMenu.Key(digit));
    }
  }

  @Override
  protected void played() {
    if (!greeting(new GreetingMenu.Played())) {
      on(new RetrievalMenu.Played());
    }
  }

  @Override
  protected void gone() {
    on(new RetrievalMenu.Gone());
  }

  @Override
  protected void full() {
    if (!greeting(new GreetingMenu.Failed("trouble"))) {
      on(new RetrievalMenu.Trouble());
    }
  }

  @Override
  protected void timePassed(long now) {
    greeting(new GreetingMenu.TimePassed());
  }

  /** Whether it was about the own greeting. */
  @CanIgnoreReturnValue
  private boolean greeting(GreetingMenu.Event event) {
    GreetingRecorder g = greeting;
    if (g == null) {
      return false;
    }
    g.on(event);
    if (g.done()) {
      greeting = null;
      on(new RetrievalMenu.Back());
    }
    return true;
  }

  private void on(RetrievalMenu.Event event) {
    Step<RetrievalMenu.State, RetrievalMenu.Action> step = RetrievalMenu.on(state, event);
    state = step.next();
    step.actions().forEach(this::perform);
  }

  private void perform(RetrievalMenu.Action action) {
    try {
      switch (action) {
        case RetrievalMenu.Tell tell -> play(Prompt.sequence(counted(tell)));
        case RetrievalMenu.Play p -> play(message(p.item()));
        case RetrievalMenu.Say say -> play(said(say.prompt()));
        case RetrievalMenu.Heard heard -> voicemails.markHeard(member.key(), heard.id(), true);
        case RetrievalMenu.Delete delete -> voicemails.delete(member.key(), delete.id());
        case RetrievalMenu.Greet g -> greet();
        case RetrievalMenu.HangUp h -> hangUp();
      }
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(RetrievalCall.class.getName())
          .log(System.Logger.Level.WARNING, "A message could not be played: {0}", e.getMessage());
      on(new RetrievalMenu.Trouble());
    }
  }

  private void greet() {
    MessageSession s = session();
    if (s != null) {
      GreetingRecorder made = new GreetingRecorder(new GreetingLine(s), greetings, member);
      greeting = made;
      made.begin();
    }
  }

  private final class GreetingLine implements GreetingRecorder.Line {
    private final MessageSession session;

    GreetingLine(MessageSession session) {
      this.session = session;
    }

    @Override
    public MessageSession session() {
      return session;
    }

    @Override
    public void play(Prompt prompt) {
      RetrievalCall.this.play(prompt);
    }

    @Override
    public Prompt prompt(String name) {
      return RetrievalCall.this.prompt(name);
    }

    @Override
    public void wakeAt(long due) {
      RetrievalCall.this.wakeAt(due);
    }
  }

  /** Who has no messages may want to do something about the greeting. */
  private Prompt said(String name) {
    return name.equals("none")
        ? Prompt.sequence(prompt("none"), prompt("greeting-key"), Prompt.silence(TO_CHOOSE_MILLIS))
        : prompt(name);
  }

  private Prompt prompt(String name) {
    return prompts.get(member.voicemail().language(), name);
  }

  private Prompt[] counted(RetrievalMenu.Tell tell) {
    List<Prompt> said = new ArrayList<>();
    count(said, "you-have-new", tell.fresh());
    count(said, "you-have-old", tell.old());
    return said.toArray(Prompt[]::new);
  }

  private void count(List<Prompt> said, String what, int number) {
    if (number > 0) {
      said.add(prompt(what));
      said.add(prompt("number-" + (number > MOST_COUNTED ? "many" : number)));
    }
  }

  private Prompt message(RetrievalMenu.Item item) throws IOException {
    Optional<VoicemailRow> row = voicemails.find(member.key(), item.id());
    if (row.isEmpty() || row.get().deletedAt() != null) {
      // Deleted meanwhile, at another terminal.
      return prompt("deleted");
    }
    // Of one with pictures, the sound.
    try (SeekableByteChannel content = voicemails.open(row.get())) {
      return Prompt.sequence(prompt(item.heard() ? "old" : "new"), Prompt.ofMessage(content));
    }
  }
}
