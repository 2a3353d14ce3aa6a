// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.server.voicemail.MailboxMenu.Action;
import net.ringpost.server.voicemail.MailboxMenu.Delete;
import net.ringpost.server.voicemail.MailboxMenu.Gone;
import net.ringpost.server.voicemail.MailboxMenu.HangUp;
import net.ringpost.server.voicemail.MailboxMenu.Heard;
import net.ringpost.server.voicemail.MailboxMenu.Item;
import net.ringpost.server.voicemail.MailboxMenu.Listed;
import net.ringpost.server.voicemail.MailboxMenu.Play;
import net.ringpost.server.voicemail.MailboxMenu.Played;
import net.ringpost.server.voicemail.MailboxMenu.Ready;
import net.ringpost.server.voicemail.MailboxMenu.Say;
import net.ringpost.server.voicemail.MailboxMenu.Tell;
import net.ringpost.server.voicemail.MailboxMenu.Trouble;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class MailboxMenuTest {
  private static final Item A = new Item("a", false);
  private static final Item B = new Item("b", true);

  private MailboxMenu.State state = new MailboxMenu.Connecting();

  private List<Action> on(MailboxMenu.Event... events) {
    List<Action> all = new ArrayList<>();
    for (MailboxMenu.Event e : events) {
      Step<MailboxMenu.State, MailboxMenu.Action> step = MailboxMenu.on(state, e);
      state = step.next();
      all.addAll(step.actions());
    }
    return all;
  }

  private void listening() {
    on(new Listed(List.of(A, B)), new Ready(), new Played());
  }

  @Test
  void count_is_told_then_each_message_is_played_and_marked() {
    assertThat(on(new Listed(List.of(A, B)), new Ready())).containsExactly(new Tell(1, 1));
    assertThat(on(new Played())).containsExactly(new Play(A));
    assertThat(on(new Played())).containsExactly(new Heard("a"), new Say("options"));
    assertThat(on(new MailboxMenu.Key('#'))).containsExactly(new Play(B));
    assertThat(on(new MailboxMenu.Key('6'))).containsExactly(new Say("end"));
    assertThat(on(new MailboxMenu.Key('4'))).containsExactly(new Play(A));
  }

  @Test
  void order_of_media_and_list_does_not_matter() {
    assertThat(on(new Ready(), new Listed(List.of(B)))).containsExactly(new Tell(0, 1));
  }

  @Test
  void empty_mailbox_says_so_and_ends() {
    assertThat(on(new Ready(), new Listed(List.of()))).containsExactly(new Say("none"));
    assertThat(on(new Played())).containsExactly(new HangUp());
  }

  @Test
  void empty_mailbox_leaves_time_for_the_greeting() {
    on(new Ready(), new Listed(List.of()));
    assertThat(on(new MailboxMenu.Key('3'))).containsExactly(new MailboxMenu.Greet());
    assertThat(on(new MailboxMenu.Key('*'), new Played())).as("all for the greeting").isEmpty();
    assertThat(on(new MailboxMenu.Back())).containsExactly(new Say("goodbye"));
  }

  @Test
  void greeting_leads_back_to_the_messages() {
    listening();
    assertThat(on(new MailboxMenu.Key('3'))).containsExactly(new MailboxMenu.Greet());
    assertThat(on(new MailboxMenu.Key('7'))).as("deletes no message").isEmpty();
    assertThat(on(new MailboxMenu.Back())).containsExactly(new Say("options"));
    assertThat(on(new MailboxMenu.Key('1'))).containsExactly(new Play(A));
    assertThat(on(new MailboxMenu.Back())).as("from nowhere").isEmpty();
  }

  @Test
  void deleting_goes_on_with_the_next() {
    listening();
    assertThat(on(new MailboxMenu.Key('7'))).containsExactly(new Delete("a"), new Say("deleted"));
    assertThat(on(new Played())).containsExactly(new Play(B));
    assertThat(on(new MailboxMenu.Key('7'))).containsExactly(new Delete("b"), new Say("deleted"));
    assertThat(on(new Played())).containsExactly(new HangUp());
  }

  @Test
  void saving_goes_on_with_the_next() {
    listening();
    assertThat(on(new MailboxMenu.Key('2'))).containsExactly(new Heard("a"), new Say("saved"));
    assertThat(on(new Played())).containsExactly(new Play(B));
  }

  @Test
  void one_plays_again() {
    listening();
    assertThat(on(new MailboxMenu.Key('1'))).containsExactly(new Play(A));
  }

  @Test
  void star_ends() {
    listening();
    assertThat(on(new MailboxMenu.Key('*'), new Played()))
        .containsExactly(new Say("goodbye"), new HangUp());
  }

  @Test
  void trouble_is_told_once_the_member_hears() {
    assertThat(on(new Trouble())).isEmpty();
    assertThat(on(new Ready(), new Played())).containsExactly(new Say("trouble"), new HangUp());
  }

  @Test
  void hanging_up_ends_everything() {
    listening();
    assertThat(on(new Gone(), new MailboxMenu.Key('7'), new Played()))
        .containsExactly(new HangUp());
  }
}
