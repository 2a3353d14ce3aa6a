// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.media.message.Prompt;
import net.ringpost.media.session.LineSettings;
import net.ringpost.sip.dialog.IncomingCall;

/** A member who hears the own messages: drives {@link MailboxMenu}. */
final class MailboxCall extends MachineCall {
  private static final int MOST_COUNTED = 10;

  private final Voicemails voicemails;
  private final Prompts prompts;
  private final Account member;
  private MailboxMenu.State state = new MailboxMenu.Connecting();

  /** One for the mailbox of {@code member}. */
  MailboxCall(
      IncomingCall call,
      LineSettings line,
      ScheduledExecutorService loop,
      Voicemails voicemails,
      Prompts prompts,
      Account member) {
    super(call, line, loop);
    this.voicemails = voicemails;
    this.prompts = prompts;
    this.member = member;
  }

  @Override
  void begun() {
    try {
      on(new MailboxMenu.Listed(items()));
    } catch (StoreUnavailableException | StoreException away) {
      on(new MailboxMenu.Trouble());
    }
  }

  /** New ones first, each from the oldest to the newest. */
  private List<MailboxMenu.Item> items() {
    return voicemails.list(member.key(), false).stream()
        .filter(m -> m.kind() == VoicemailKind.AUDIO)
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
    on(new MailboxMenu.Key(digit));
  }

  @Override
  void played() {
    on(new MailboxMenu.Played());
  }

  @Override
  void gone() {
    on(new MailboxMenu.Gone());
  }

  @Override
  void full() {
    on(new MailboxMenu.Trouble());
  }

  @Override
  void timePassed(long now) {
    // No time was asked for.
  }

  private void on(MailboxMenu.Event event) {
    MailboxMenu.Step step = MailboxMenu.on(state, event);
    state = step.next();
    step.actions().forEach(this::perform);
  }

  private void perform(MailboxMenu.Action action) {
    try {
      switch (action) {
        case MailboxMenu.Tell tell -> play(Prompt.sequence(counted(tell)));
        case MailboxMenu.Play p -> play(message(p.item()));
        case MailboxMenu.Say say -> play(prompt(say.prompt()));
        case MailboxMenu.Heard heard -> voicemails.markHeard(member.key(), heard.id(), true);
        case MailboxMenu.Delete delete -> voicemails.delete(member.key(), delete.id());
        case MailboxMenu.HangUp h -> hangUp();
      }
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(MailboxCall.class.getName())
          .log(System.Logger.Level.WARNING, "A message could not be played: {0}", e.getMessage());
      on(new MailboxMenu.Trouble());
    }
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
    try (InputStream in =
        new BufferedInputStream(Channels.newInputStream(voicemails.open(row.get())))) {
      return Prompt.sequence(prompt(item.heard() ? "old" : "new"), Prompt.ofOggOpus(in));
    }
  }
}
