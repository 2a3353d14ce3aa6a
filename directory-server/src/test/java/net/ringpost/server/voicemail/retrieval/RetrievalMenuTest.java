// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Action;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Delete;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Gone;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.HangUp;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Heard;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Item;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Listed;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Play;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Played;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Ready;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Say;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Tell;
import net.ringpost.server.voicemail.retrieval.RetrievalMenu.Trouble;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class RetrievalMenuTest {
  private static final Item A = new Item("a", false);
  private static final Item B = new Item("b", true);

  private RetrievalMenu.State state = new RetrievalMenu.Connecting();

  private List<Action> on(RetrievalMenu.Event... events) {
    List<Action> all = new ArrayList<>();
    for (RetrievalMenu.Event e : events) {
      Step<RetrievalMenu.State, RetrievalMenu.Action> step = RetrievalMenu.on(state, e);
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
    assertThat(on(new RetrievalMenu.Key('#'))).containsExactly(new Play(B));
    assertThat(on(new RetrievalMenu.Key('6'))).containsExactly(new Say("end"));
    assertThat(on(new RetrievalMenu.Key('4'))).containsExactly(new Play(A));
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
    assertThat(on(new RetrievalMenu.Key('3'))).containsExactly(new RetrievalMenu.Greet());
    assertThat(on(new RetrievalMenu.Key('*'), new Played())).as("all for the greeting").isEmpty();
    assertThat(on(new RetrievalMenu.Back())).containsExactly(new Say("goodbye"));
  }

  @Test
  void greeting_leads_back_to_the_messages() {
    listening();
    assertThat(on(new RetrievalMenu.Key('3'))).containsExactly(new RetrievalMenu.Greet());
    assertThat(on(new RetrievalMenu.Key('7'))).as("deletes no message").isEmpty();
    assertThat(on(new RetrievalMenu.Back())).containsExactly(new Say("options"));
    assertThat(on(new RetrievalMenu.Key('1'))).containsExactly(new Play(A));
    assertThat(on(new RetrievalMenu.Back())).as("from nowhere").isEmpty();
  }

  @Test
  void deleting_goes_on_with_the_next() {
    listening();
    assertThat(on(new RetrievalMenu.Key('7'))).containsExactly(new Delete("a"), new Say("deleted"));
    assertThat(on(new Played())).containsExactly(new Play(B));
    assertThat(on(new RetrievalMenu.Key('7'))).containsExactly(new Delete("b"), new Say("deleted"));
    assertThat(on(new Played())).containsExactly(new HangUp());
  }

  @Test
  void saving_goes_on_with_the_next() {
    listening();
    assertThat(on(new RetrievalMenu.Key('2'))).containsExactly(new Heard("a"), new Say("saved"));
    assertThat(on(new Played())).containsExactly(new Play(B));
  }

  @Test
  void one_plays_again() {
    listening();
    assertThat(on(new RetrievalMenu.Key('1'))).containsExactly(new Play(A));
  }

  @Test
  void star_ends() {
    listening();
    assertThat(on(new RetrievalMenu.Key('*'), new Played()))
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
    assertThat(on(new Gone(), new RetrievalMenu.Key('7'), new Played()))
        .containsExactly(new HangUp());
  }
}
