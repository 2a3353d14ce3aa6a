// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.server.voicemail.deposit.Deposit.Action;
import net.ringpost.server.voicemail.deposit.Deposit.Beep;
import net.ringpost.server.voicemail.deposit.Deposit.Discard;
import net.ringpost.server.voicemail.deposit.Deposit.Full;
import net.ringpost.server.voicemail.deposit.Deposit.Gone;
import net.ringpost.server.voicemail.deposit.Deposit.Greet;
import net.ringpost.server.voicemail.deposit.Deposit.HangUp;
import net.ringpost.server.voicemail.deposit.Deposit.Keep;
import net.ringpost.server.voicemail.deposit.Deposit.Played;
import net.ringpost.server.voicemail.deposit.Deposit.Ready;
import net.ringpost.server.voicemail.deposit.Deposit.Say;
import net.ringpost.server.voicemail.deposit.Deposit.StartRecording;
import net.ringpost.server.voicemail.deposit.Deposit.Store;
import net.ringpost.server.voicemail.deposit.Deposit.Stored;
import net.ringpost.server.voicemail.deposit.Deposit.TimePassed;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class DepositTest {
  private static final long LONGEST = 1000;

  private Deposit.State state = Deposit.start().next();

  private List<Action> on(Deposit.Event... events) {
    return at(0, events);
  }

  private List<Action> at(long now, Deposit.Event... events) {
    List<Action> all = new ArrayList<>();
    for (Deposit.Event e : events) {
      Step<Deposit.State, Deposit.Action> step = Deposit.on(state, e, now, LONGEST);
      state = step.next();
      all.addAll(step.actions());
    }
    return all;
  }

  @Test
  void place_is_made_at_once() {
    assertThat(Deposit.start().actions()).containsExactly(new Store());
  }

  @Test
  void caller_is_greeted_hears_the_tone_and_is_recorded_until_the_hash_key() {
    assertThat(on(new Stored(), new Ready())).containsExactly(new Greet());
    assertThat(on(new Played())).containsExactly(new Beep());
    assertThat(at(5, new Played())).containsExactly(new StartRecording());
    assertThat(Deposit.deadline(state)).isEqualTo(5 + LONGEST);
    assertThat(on(new Deposit.Key('5'))).isEmpty();
    assertThat(on(new Deposit.Key('#'))).containsExactly(new Keep(), new Say("thanks"));
    assertThat(on(new Played())).containsExactly(new HangUp());
    assertThat(on(new Gone())).isEmpty();
  }

  @Test
  void tone_waits_for_the_place() {
    assertThat(on(new Ready(), new Played())).containsExactly(new Greet());
    assertThat(on(new Stored())).containsExactly(new Beep());
  }

  @Test
  void greeting_can_be_skipped() {
    on(new Stored(), new Ready());
    assertThat(on(new Deposit.Key('1'))).isEmpty();
    assertThat(on(new Deposit.Key('#'))).containsExactly(new Beep());
  }

  @Test
  void star_starts_over() {
    on(new Stored(), new Ready(), new Played(), new Played());
    assertThat(on(new Deposit.Key('*'))).containsExactly(new Discard(), new Store());
    assertThat(on(new Stored(), new Played())).containsExactly(new Beep(), new StartRecording());
  }

  @Test
  void hanging_up_keeps_what_was_said() {
    on(new Stored(), new Ready(), new Played(), new Played());
    assertThat(on(new Gone())).containsExactly(new Keep(), new HangUp());
  }

  @Test
  void hanging_up_before_the_tone_leaves_no_empty_message() {
    assertThat(on(new Stored(), new Ready(), new Gone()))
        .containsExactly(new Greet(), new Discard(), new HangUp());
  }

  @Test
  void place_that_is_made_too_late_is_thrown_away() {
    assertThat(on(new Gone(), new Stored())).containsExactly(new HangUp(), new Discard());
  }

  @Test
  void long_enough_is_thanked_for() {
    on(new Stored(), new Ready(), new Played(), new Played());
    assertThat(at(LONGEST - 1, new TimePassed())).isEmpty();
    assertThat(at(LONGEST, new TimePassed())).containsExactly(new Keep(), new Say("thanks"));
  }

  @Test
  void full_mailbox_is_told_however_early_it_is_known() {
    assertThat(on(new Full(), new Ready())).containsExactly(new Say("full"));
    assertThat(on(new Played())).containsExactly(new HangUp());
  }

  @Test
  void disk_that_fills_up_ends_the_message_and_keeps_its_beginning() {
    on(new Stored(), new Ready(), new Played(), new Played());
    assertThat(on(new Full())).containsExactly(new Keep(), new Say("full"));
  }
}
