// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.server.voicemail.RecordGreeting.Action;
import net.ringpost.server.voicemail.RecordGreeting.Asking;
import net.ringpost.server.voicemail.RecordGreeting.Beep;
import net.ringpost.server.voicemail.RecordGreeting.Deciding;
import net.ringpost.server.voicemail.RecordGreeting.Done;
import net.ringpost.server.voicemail.RecordGreeting.Event;
import net.ringpost.server.voicemail.RecordGreeting.Failed;
import net.ringpost.server.voicemail.RecordGreeting.Keep;
import net.ringpost.server.voicemail.RecordGreeting.PlayBack;
import net.ringpost.server.voicemail.RecordGreeting.Played;
import net.ringpost.server.voicemail.RecordGreeting.Recorded;
import net.ringpost.server.voicemail.RecordGreeting.Recording;
import net.ringpost.server.voicemail.RecordGreeting.Say;
import net.ringpost.server.voicemail.RecordGreeting.Standard;
import net.ringpost.server.voicemail.RecordGreeting.StartRecording;
import net.ringpost.server.voicemail.RecordGreeting.State;
import net.ringpost.server.voicemail.RecordGreeting.StopRecording;
import net.ringpost.server.voicemail.RecordGreeting.Stored;
import net.ringpost.server.voicemail.RecordGreeting.Storing;
import net.ringpost.server.voicemail.RecordGreeting.Telling;
import net.ringpost.server.voicemail.RecordGreeting.TimePassed;
import net.ringpost.server.voicemail.RecordGreeting.Tone;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class RecordGreetingTest {
  private static final long NOW = 1000;
  private static final long LONGEST = 60;
  private static final State RECORDING = new Recording(NOW + LONGEST);

  private static void check(State from, Event event, long at, State to, Action... actions) {
    Step<RecordGreeting.State, RecordGreeting.Action> step = RecordGreeting.on(from, event, at, LONGEST);
    assertThat(step.next()).as(from + " " + event).isEqualTo(to);
    assertThat(step.actions()).as(from + " " + event).containsExactly(actions);
  }

  private static void check(State from, Event event, State to, Action... actions) {
    check(from, event, NOW, to, actions);
  }

  @Test
  void it_is_told_what_to_do() {
    assertThat(RecordGreeting.start().next()).isEqualTo(new Asking());
    assertThat(RecordGreeting.start().actions()).containsExactly(new Say("greeting"));
    check(new Asking(), new Played(), new Tone(), new Beep());
    check(new Asking(), new RecordGreeting.Key('#'), new Tone(), new Beep());
    check(new Asking(), new RecordGreeting.Key('7'), new Storing(), new Standard());
    check(new Asking(), new RecordGreeting.Key('*'), new Done());
    check(new Asking(), new RecordGreeting.Key('5'), new Asking());
  }

  @Test
  void recording_ends_by_hash_or_by_time() {
    check(new Tone(), new RecordGreeting.Key('#'), new Tone());
    check(new Tone(), new Played(), RECORDING, new StartRecording());
    assertThat(RecordGreeting.deadline(RECORDING)).isEqualTo(NOW + LONGEST);
    assertThat(RecordGreeting.deadline(new Deciding())).isEqualTo(Timers.NEVER);
    check(RECORDING, new RecordGreeting.Key('#'), RECORDING, new StopRecording());
    check(RECORDING, new TimePassed(), NOW + LONGEST, RECORDING, new StopRecording());
    check(RECORDING, new TimePassed(), RECORDING);
    check(RECORDING, new Recorded(1000), new Deciding(), new Say("greeting-recorded"));
    check(RECORDING, new Recorded(999), new Asking(), new Say("greeting-short"));
  }

  @Test
  void nothing_is_kept_before_the_member_says_so() {
    check(new Deciding(), new Played(), new Deciding());
    check(new Deciding(), new RecordGreeting.Key('1'), new Deciding(), new PlayBack());
    check(
        new Deciding(), new RecordGreeting.Key('0'), new Deciding(), new Say("greeting-recorded"));
    check(new Deciding(), new RecordGreeting.Key('3'), new Tone(), new Beep());
    check(new Deciding(), new RecordGreeting.Key('*'), new Done());
    check(new Deciding(), new RecordGreeting.Key('7'), new Storing(), new Standard());
    check(new Deciding(), new RecordGreeting.Key('2'), new Storing(), new Keep());
  }

  @Test
  void what_was_done_is_said() {
    check(new Storing(), new Stored("greeting-kept"), new Telling(), new Say("greeting-kept"));
    check(new Storing(), new Failed("full"), new Telling(), new Say("full"));
    check(new Storing(), new RecordGreeting.Key('2'), new Storing());
    check(new Telling(), new Played(), new Done());
    check(new Done(), new Failed("full"), new Done());
  }

  @Test
  void recording_that_fails_is_ended() {
    check(RECORDING, new Failed("trouble"), new Telling(), new StopRecording(), new Say("trouble"));
  }
}
