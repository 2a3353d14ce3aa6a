// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.server.voicemail.retrieval.GreetingMenu.Action;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Asking;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Beep;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Deciding;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Done;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Event;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Failed;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Keep;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.PlayBack;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Played;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Recorded;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Recording;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Say;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Standard;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.StartRecording;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.State;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.StopRecording;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Stored;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Storing;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Telling;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.TimePassed;
import net.ringpost.server.voicemail.retrieval.GreetingMenu.Tone;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class GreetingMenuTest {
  private static final long NOW = 1000;
  private static final long LONGEST = 60;
  private static final State RECORDING = new Recording(NOW + LONGEST);

  private static void check(State from, Event event, long at, State to, Action... actions) {
    Step<GreetingMenu.State, GreetingMenu.Action> step = GreetingMenu.on(from, event, at, LONGEST);
    assertThat(step.next()).as(from + " " + event).isEqualTo(to);
    assertThat(step.actions()).as(from + " " + event).containsExactly(actions);
  }

  private static void check(State from, Event event, State to, Action... actions) {
    check(from, event, NOW, to, actions);
  }

  @Test
  void it_is_told_what_to_do() {
    assertThat(GreetingMenu.start().next()).isEqualTo(new Asking());
    assertThat(GreetingMenu.start().actions()).containsExactly(new Say("greeting"));
    check(new Asking(), new Played(), new Tone(), new Beep());
    check(new Asking(), new GreetingMenu.Key('#'), new Tone(), new Beep());
    check(new Asking(), new GreetingMenu.Key('7'), new Storing(), new Standard());
    check(new Asking(), new GreetingMenu.Key('*'), new Done());
    check(new Asking(), new GreetingMenu.Key('5'), new Asking());
  }

  @Test
  void recording_ends_by_hash_or_by_time() {
    check(new Tone(), new GreetingMenu.Key('#'), new Tone());
    check(new Tone(), new Played(), RECORDING, new StartRecording());
    assertThat(GreetingMenu.deadline(RECORDING)).isEqualTo(NOW + LONGEST);
    assertThat(GreetingMenu.deadline(new Deciding())).isEqualTo(Timers.NEVER);
    check(RECORDING, new GreetingMenu.Key('#'), RECORDING, new StopRecording());
    check(RECORDING, new TimePassed(), NOW + LONGEST, RECORDING, new StopRecording());
    check(RECORDING, new TimePassed(), RECORDING);
    check(RECORDING, new Recorded(1000), new Deciding(), new Say("greeting-recorded"));
    check(RECORDING, new Recorded(999), new Asking(), new Say("greeting-short"));
  }

  @Test
  void nothing_is_kept_before_the_member_says_so() {
    check(new Deciding(), new Played(), new Deciding());
    check(new Deciding(), new GreetingMenu.Key('1'), new Deciding(), new PlayBack());
    check(new Deciding(), new GreetingMenu.Key('0'), new Deciding(), new Say("greeting-recorded"));
    check(new Deciding(), new GreetingMenu.Key('3'), new Tone(), new Beep());
    check(new Deciding(), new GreetingMenu.Key('*'), new Done());
    check(new Deciding(), new GreetingMenu.Key('7'), new Storing(), new Standard());
    check(new Deciding(), new GreetingMenu.Key('2'), new Storing(), new Keep());
  }

  @Test
  void what_was_done_is_said() {
    check(new Storing(), new Stored("greeting-kept"), new Telling(), new Say("greeting-kept"));
    check(new Storing(), new Failed("full"), new Telling(), new Say("full"));
    check(new Storing(), new GreetingMenu.Key('2'), new Storing());
    check(new Telling(), new Played(), new Done());
    check(new Done(), new Failed("full"), new Done());
  }

  @Test
  void recording_that_fails_is_ended() {
    check(RECORDING, new Failed("trouble"), new Telling(), new StopRecording(), new Say("trouble"));
  }
}
