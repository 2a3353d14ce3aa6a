// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.server.voicemail.LeaveMessage.Action;
import net.ringpost.server.voicemail.LeaveMessage.Beep;
import net.ringpost.server.voicemail.LeaveMessage.Discard;
import net.ringpost.server.voicemail.LeaveMessage.Full;
import net.ringpost.server.voicemail.LeaveMessage.Gone;
import net.ringpost.server.voicemail.LeaveMessage.Greet;
import net.ringpost.server.voicemail.LeaveMessage.HangUp;
import net.ringpost.server.voicemail.LeaveMessage.Keep;
import net.ringpost.server.voicemail.LeaveMessage.Played;
import net.ringpost.server.voicemail.LeaveMessage.Ready;
import net.ringpost.server.voicemail.LeaveMessage.Say;
import net.ringpost.server.voicemail.LeaveMessage.StartRecording;
import net.ringpost.server.voicemail.LeaveMessage.Store;
import net.ringpost.server.voicemail.LeaveMessage.Stored;
import net.ringpost.server.voicemail.LeaveMessage.TimePassed;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class LeaveMessageTest {
  private static final long LONGEST = 1000;

  private LeaveMessage.State state = LeaveMessage.start().next();

  private List<Action> on(LeaveMessage.Event... events) {
    return at(0, events);
  }

  private List<Action> at(long now, LeaveMessage.Event... events) {
    List<Action> all = new ArrayList<>();
    for (LeaveMessage.Event e : events) {
      Step<LeaveMessage.State, LeaveMessage.Action> step = LeaveMessage.on(state, e, now, LONGEST);
      state = step.next();
      all.addAll(step.actions());
    }
    return all;
  }

  @Test
  void place_is_made_at_once() {
    assertThat(LeaveMessage.start().actions()).containsExactly(new Store());
  }

  @Test
  void caller_is_greeted_hears_the_tone_and_is_recorded_until_the_hash_key() {
    assertThat(on(new Stored(), new Ready())).containsExactly(new Greet());
    assertThat(on(new Played())).containsExactly(new Beep());
    assertThat(at(5, new Played())).containsExactly(new StartRecording());
    assertThat(LeaveMessage.deadline(state)).isEqualTo(5 + LONGEST);
    assertThat(on(new LeaveMessage.Key('5'))).isEmpty();
    assertThat(on(new LeaveMessage.Key('#'))).containsExactly(new Keep(), new Say("thanks"));
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
    assertThat(on(new LeaveMessage.Key('1'))).isEmpty();
    assertThat(on(new LeaveMessage.Key('#'))).containsExactly(new Beep());
  }

  @Test
  void star_starts_over() {
    on(new Stored(), new Ready(), new Played(), new Played());
    assertThat(on(new LeaveMessage.Key('*'))).containsExactly(new Discard(), new Store());
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
