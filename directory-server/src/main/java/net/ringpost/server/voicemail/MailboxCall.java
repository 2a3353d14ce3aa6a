// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

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
import net.ringpost.media.message.MessageSession;
import net.ringpost.media.message.Prompt;
import net.ringpost.media.session.LineSettings;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** A member who hears the own messages: drives {@link MailboxMenu}, and {@link OwnGreeting}. */
final class MailboxCall extends MachineCall {
  private static final int MOST_COUNTED = 10;
  private static final int TO_CHOOSE_MILLIS = 4000;

  private final Voicemails voicemails;
  private final Prompts prompts;
  private final Greetings greetings;
  private final Account member;
  private @Nullable OwnGreeting greeting;
  private MailboxMenu.State state = new MailboxMenu.Connecting();

  /** One for the mailbox of {@code member}. */
  MailboxCall(
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
  boolean isOf(long account) {
    return member.key() == account;
  }

  @Override
  String actor() {
    return "information";
  }

  @Override
  void begun(boolean proved) {
    try {
      on(new MailboxMenu.Listed(items()));
    } catch (StoreUnavailableException | StoreException away) {
      on(new MailboxMenu.Trouble());
    }
  }

  @Override
  void proved() {
    // A member's call always is.
  }

  /** New ones first, each from the oldest to the newest. */
  private List<MailboxMenu.Item> items() {
    return voicemails.list(member.key(), false).stream()
        .sorted(
            Comparator.comparing((VoicemailRow m) -> m.heardAt() != null)
                .thenComparing(VoicemailRow::receivedAt))
        .map(m -> new MailboxMenu.Item(m.id(), m.heardAt() != null))
        .toList();
  }

  @Override
  void ready() {
    on(new MailboxMenu.Ready());
  }

  @Override
  void key(char digit) {
    if (!greeting(new RecordGreeting.Key(digit))) {
      on(new MailboxMenu.Key(digit));
    }
  }

  @Override
  void played() {
    if (!greeting(new RecordGreeting.Played())) {
      on(new MailboxMenu.Played());
    }
  }

  @Override
  void gone() {
    on(new MailboxMenu.Gone());
  }

  @Override
  void full() {
    if (!greeting(new RecordGreeting.Failed("trouble"))) {
      on(new MailboxMenu.Trouble());
    }
  }

  @Override
  void timePassed(long now) {
    greeting(new RecordGreeting.TimePassed());
  }

  /** Whether it was about the own greeting. */
  @CanIgnoreReturnValue
  private boolean greeting(RecordGreeting.Event event) {
    OwnGreeting g = greeting;
    if (g == null) {
      return false;
    }
    g.on(event);
    if (g.done()) {
      greeting = null;
      on(new MailboxMenu.Back());
    }
    return true;
  }

  private void on(MailboxMenu.Event event) {
    Step<MailboxMenu.State, MailboxMenu.Action> step = MailboxMenu.on(state, event);
    state = step.next();
    step.actions().forEach(this::perform);
  }

  private void perform(MailboxMenu.Action action) {
    try {
      switch (action) {
        case MailboxMenu.Tell tell -> play(Prompt.sequence(counted(tell)));
        case MailboxMenu.Play p -> play(message(p.item()));
        case MailboxMenu.Say say -> play(said(say.prompt()));
        case MailboxMenu.Heard heard -> voicemails.markHeard(member.key(), heard.id(), true);
        case MailboxMenu.Delete delete -> voicemails.delete(member.key(), delete.id());
        case MailboxMenu.Greet g -> greet();
        case MailboxMenu.HangUp h -> hangUp();
      }
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(MailboxCall.class.getName())
          .log(System.Logger.Level.WARNING, "A message could not be played: {0}", e.getMessage());
      on(new MailboxMenu.Trouble());
    }
  }

  private void greet() {
    MessageSession s = session();
    if (s != null) {
      OwnGreeting made = new OwnGreeting(new GreetingLine(s), greetings, member);
      greeting = made;
      made.begin();
    }
  }

  private final class GreetingLine implements OwnGreeting.Line {
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
      MailboxCall.this.play(prompt);
    }

    @Override
    public Prompt prompt(String name) {
      return MailboxCall.this.prompt(name);
    }

    @Override
    public void wakeAt(long due) {
      MailboxCall.this.wakeAt(due);
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

  private Prompt[] counted(MailboxMenu.Tell tell) {
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

  private Prompt message(MailboxMenu.Item item) throws IOException {
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
