// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.history.PastCall;
import net.ringpost.phone.mailbox.Voicemail;
import org.junit.jupiter.api.Test;

class EventPrinterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Nothing that is not flushed comes through. */
  private final PrintStream out =
      new PrintStream(new BufferedOutputStream(bytes), false, StandardCharsets.UTF_8);

  private String printed(boolean json, PhoneEvent... events) {
    EventPrinter printer = new EventPrinter(out, json, ZoneOffset.ofHours(9));
    for (PhoneEvent event : events) {
      printer.on(event);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void json_names_the_event_and_its_fields_and_is_flushed() {
    assertThat(printed(true, new PhoneEvent.Incoming(3, "새벽", "Bo \"B\"", true)))
        .isEqualToIgnoringNewLines(
            "{\"event\":\"incoming\",\"call\":3,\"from\":\"새벽\",\"name\":\"Bo \\\"B\\\"\",\"vouched\":true}");
  }

  @Test
  void json_has_an_event_for_everything() {
    assertThat(
            printed(
                true,
                new PhoneEvent.RegistrationFailed("no answer", 2),
                new PhoneEvent.Hold(1, "us", true),
                new PhoneEvent.Ended(1, "busy", 486),
                new PhoneEvent.Error("no"),
                new PhoneEvent.State(true, 0)))
        .contains(
            "{\"event\":\"registrationFailed\",\"reason\":\"no answer\",\"retry\":2}",
            "{\"event\":\"hold\",\"call\":1,\"by\":\"us\",\"held\":true}",
            "{\"event\":\"ended\",\"call\":1,\"reason\":\"busy\",\"status\":486}",
            "{\"event\":\"error\",\"message\":\"no\"}",
            "{\"event\":\"state\",\"registered\":true,\"calls\":0}");
  }

  @Test
  void people_read_sentences() {
    assertThat(
            printed(
                    false,
                    new PhoneEvent.Incoming(1, "1001", "Ann", true),
                    new PhoneEvent.Media(1, "opus", "none", "a", "b"),
                    new PhoneEvent.Statistics(1, 1, 1, 0, 0, 0, 0, 0, 0),
                    new PhoneEvent.Ended(1, "busy", 486))
                .lines())
        .containsExactly(
            "*** Ann (1001) calls: type 'answer' or 'reject'. ***",
            "Connected with b, opus, NOT ENCRYPTED.",
            "The call is over: busy.");
  }

  @Test
  void refreshed_registration_is_no_news_for_people() {
    PhoneEvent registered =
        new PhoneEvent.Registered("1001", "example.org", 300, "192.0.2.1:5060", "");
    PhoneEvent failed = new PhoneEvent.RegistrationFailed("no answer in time", 2);
    assertThat(printed(false, registered, registered, failed, registered).lines())
        .containsExactly(
            "Signed in as 1001 at example.org, reached at 192.0.2.1:5060.",
            "Not signed in: no answer in time; trying again in 2 s.",
            "Signed in as 1001 at example.org, reached at 192.0.2.1:5060.");
  }

  private static PastCall past(String direction, String outcome, int status) {
    return new PastCall(direction, "1", "", "x", -1, outcome, false, status);
  }

  @Test
  void history_says_what_the_caller_was_told() {
    assertThat(
            printed(
                    false,
                    new PhoneEvent.Calls(
                        List.of(
                            past("out", "no_terminal", 200),
                            past("out", "declined", 204),
                            past("out", "no_terminal", 480),
                            past("out", "failed", 404),
                            past("out", "failed", 488),
                            past("out", "failed", 503),
                            new PastCall("out", "1", "", "x", 5000, "failed", false, 488),
                            past("out", "missed", 408),
                            past("out", "in_progress", 0),
                            past("out", "answered", 200),
                            past("in", "no_terminal", 200),
                            past("in", "busy", 486),
                            past("in", "cancelled", 487))))
                .lines()
                .map(line -> line.replaceFirst("^  x  (to|from) 1, ", "")))
        .containsExactly(
            "voice mail answered, a message was kept",
            "voice mail answered, no message was kept",
            "not reachable now",
            "nobody has this number",
            "the other telephone speaks no encryption or codec that this one does",
            "the server has a problem: failed (503)",
            "answered, but no sound could cross",
            "no answer",
            "under way",
            "answered",
            "you were not signed in, a message was kept",
            "you were busy",
            "the caller gave up");
  }

  @Test
  void number_of_new_messages_is_told_when_it_changes() {
    assertThat(
            printed(
                    false,
                    new PhoneEvent.Messages(0, 2),
                    new PhoneEvent.Messages(1, 2),
                    new PhoneEvent.Messages(1, 1),
                    new PhoneEvent.Messages(0, 2),
                    new PhoneEvent.Messages(0, 1))
                .lines())
        .containsExactly(
            "*** 1 new message: type 'voicemail list', or dial *97. ***", "No new messages.");
    assertThat(printed(true, new PhoneEvent.Messages(0, 2))).contains("\"heard\":2");
  }

  @Test
  void what_the_server_did_not_confirm_is_not_said() {
    assertThat(
            printed(
                    false,
                    new PhoneEvent.UnregistrationFailed("1001", "503 Service Unavailable", 280),
                    new PhoneEvent.RegistrationFailed("the server refuses it", 0),
                    new PhoneEvent.NotRegistered("ann"),
                    new PhoneEvent.Answered(1, "voicemail"),
                    new PhoneEvent.MessageLeft(1, false))
                .lines())
        .containsExactly(
            "The server did not confirm that 1001 is signed out: 503 Service Unavailable; calls may"
                + " come for another 280 s.",
            "Not signed in: the server refuses it. This is final: check the ID and the password, and"
                + " start the telephone anew.",
            "ann is not signed in.",
            "Voice mail answers: speak after the tone; '#' ends the message, '*' starts it over.",
            "No message was kept.");
  }

  @Test
  void lists_have_names_beside_numbers_and_times_as_they_are_here() {
    Voicemail message =
        new Voicemail("a", "1001", "Ann", "2026-11-30T18:08:30Z", 61_600, "video", false);
    PastCall talk =
        new PastCall("out", "1002", "", "2026-11-29T22:59:00Z", 5400, "answered", false, 200);
    PastCall none =
        new PastCall("in", "1001", "Ann", "2026-11-29T00:00:00Z", -1, "missed", true, 408);
    assertThat(
            printed(
                    false,
                    new PhoneEvent.Voicemails(List.of(message), false),
                    new PhoneEvent.Calls(List.of(talk, none)),
                    new PhoneEvent.Voicemails(List.of(), true))
                .lines())
        .containsExactly(
            "1 * Ann (1001), Tue 1 Dec 2026, 03:08, 1 min 02 s, with pictures",
            "  Mon 30 Nov 2026, 07:59  to 1002, 5 s",
            "* Sun 29 Nov 2026, 09:00  from Ann (1001), missed",
            "No deleted messages.");
  }
}
