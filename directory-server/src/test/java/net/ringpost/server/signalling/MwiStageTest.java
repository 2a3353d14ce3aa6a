// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.server.mwi.MailboxChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telephones are told how many messages wait (RFC 3842), by subscription or unasked. */
@SuppressWarnings("StringSplitter") // the texts are ours
class MwiStageTest {
  private static final long ANNA = 1;

  private final MwiStage mwi = new MwiStage();
  private final Stage.Settings settings = new Stage.Settings();
  private final Stage stage;
  private final Phone anna;

  MwiStageTest() {
    settings.attendant = mwi;
    stage = new Stage(settings);
    mwi.on(stage);
    anna = stage.phone("anna");
  }

  private static final String EVENT = "Event: message-summary";

  private String subscribe(String to, String... lines) {
    return anna.request("SUBSCRIBE", "sip:" + to + "@example.com", "s1 1", lines);
  }

  /** Proves who it is, and gives the answer. */
  private String ask(String request) {
    anna.prove(request);
    return anna.take();
  }

  private String subscribed(String... more) {
    List<String> lines = new ArrayList<>(List.of(more));
    lines.add(EVENT);
    String ok = ask(subscribe("1000", lines.toArray(String[]::new)));
    assertThat(ok).startsWith("SIP/2.0 200");
    return ok;
  }

  /** Another SUBSCRIBE in the dialog that {@code ok} made. */
  private String again(String ok, int cseq, String... lines) {
    String contact = Phone.header(ok, "Contact").replaceAll("[<>]", "");
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("To: " + Phone.header(ok, "To"));
    all.add(EVENT);
    return anna.request("SUBSCRIBE", contact, "s1 " + cseq, all.toArray(String[]::new));
  }

  /** Takes a NOTIFY, answers it, and gives it. */
  private String told(String state, int fresh, int old) {
    String notify = anna.take("NOTIFY " + anna.contact());
    assertThat(Phone.header(notify, "Subscription-State")).startsWith(state);
    assertThat(Phone.header(notify, "Content-Type"))
        .isEqualTo("application/simple-message-summary");
    assertThat(notify)
        .contains("Messages-Waiting: " + (fresh > 0 ? "yes" : "no") + "\n")
        .contains("Voice-Message: " + fresh + "/" + old + "\n");
    anna.answer(notify, "200 OK");
    return notify;
  }

  private void left(int fresh, int old) {
    mwi.mwi().changed(new MailboxChanged(ANNA, fresh, old));
    stage.settle();
  }

  @Test
  void subscriber_is_told_at_once_and_of_each_change() {
    mwi.mwi().know(Map.of(ANNA, new MailboxCount(2, 1)));
    String ok = subscribed();
    assertThat(Phone.header(ok, "Expires")).isEqualTo("3600");
    String first = told("active;expires=3600", 2, 1);
    assertThat(Phone.header(first, "Event")).isEqualTo("message-summary");
    assertThat(first).contains("Message-Account: sip:1000@example.com");
    assertThat(Phone.header(first, "From")).isEqualTo(Phone.header(ok, "To"));
    assertThat(Phone.header(first, "To")).isEqualTo(Phone.header(ok, "From"));
    assertThat(Phone.header(first, "Call-ID")).isEqualTo("s1");
    stage.advance(10_000);
    left(3, 1);
    String second = told("active;expires=3589", 3, 1);
    assertThat(Phone.header(second, "CSeq")).isEqualTo("2 NOTIFY");
    anna.nothing();
  }

  @Test
  void change_while_a_notify_is_under_way_is_told_after_it() {
    subscribed();
    String first = anna.take("NOTIFY");
    left(1, 0);
    left(2, 0);
    anna.nothing();
    anna.answer(first, "200 OK");
    told("active", 2, 0);
    anna.nothing();
  }

  @Test
  void subscription_is_refreshed_in_its_dialog_with_a_proof() {
    String ok = subscribed("Expires: 600");
    assertThat(Phone.header(ok, "Expires")).isEqualTo("600");
    told("active", 0, 0);
    stage.advance(500_000);
    String refreshed = ask(again(ok, 3, "Expires: 300"));
    assertThat(refreshed).startsWith("SIP/2.0 200");
    assertThat(Phone.header(refreshed, "Expires")).isEqualTo("300");
    told("active;expires=300", 0, 0);
    stage.advance(200_000);
    left(1, 0);
    told("active;expires=99", 1, 0);
    assertThat(mwi.mwi().subscriptions()).isEqualTo(1);
  }

  /** RFC 3261 §11: asked within the dialog, and the subscription stays. */
  @Test
  void options_in_the_dialog_are_answered() {
    String ok = subscribed();
    told("active", 0, 0);
    anna.send(
        anna.request(
            "OPTIONS",
            Phone.header(ok, "Contact").replaceAll("[<>]", ""),
            "s1 2",
            "To: " + Phone.header(ok, "To")));
    String able = anna.take("SIP/2.0 200");
    assertThat(Phone.header(able, "Allow")).isEqualTo("SUBSCRIBE, OPTIONS");
    assertThat(Phone.header(able, "Allow-Events")).isEqualTo("message-summary");
    assertThat(mwi.mwi().subscriptions()).isEqualTo(1);
  }

  @Test
  void time_runs_out() {
    subscribed("Expires: 60");
    told("active", 0, 0);
    stage.advance(59_900);
    anna.nothing();
    stage.advance(200);
    told("terminated;reason=timeout", 0, 0);
    left(1, 0);
    anna.nothing();
    assertThat(mwi.mwi().subscriptions()).isZero();
    stage.idle();
  }

  @Test
  void subscriber_ends_it() {
    String ok = subscribed();
    told("active", 0, 0);
    assertThat(ask(again(ok, 3, "Expires: 0"))).startsWith("SIP/2.0 200");
    told("terminated;reason=timeout", 0, 0);
    assertThat(mwi.mwi().subscriptions()).isZero();
    assertThat(anna.ask(again(ok, 5))).startsWith("SIP/2.0 481");
    stage.idle();
  }

  @Test
  void state_is_fetched_without_staying_subscribed() {
    mwi.mwi().know(Map.of(ANNA, new MailboxCount(0, 4)));
    subscribed("Expires: 0");
    told("terminated;reason=timeout", 0, 4);
    assertThat(mwi.mwi().subscriptions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"481 Gone", "404 Not Found", "489 Bad Event"})
  void refused_notify_ends_it(String answer) {
    subscribed();
    anna.answer(anna.take("NOTIFY"), answer);
    assertThat(mwi.mwi().subscriptions()).isZero();
    left(1, 0);
    anna.nothing();
    stage.idle();
  }

  @Test
  void notify_that_is_put_off_does_not_end_it() {
    subscribed();
    anna.answer(anna.take("NOTIFY"), "503 Busy", "Retry-After: 5");
    left(1, 0);
    told("active", 1, 0);
  }

  @Test
  void silent_subscriber_is_forgotten() {
    subscribed();
    stage.advance(33_000);
    assertThat(mwi.mwi().subscriptions()).as("RFC 6665 §4.2.2").isZero();
    stage.idle();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, Event: presence, 489",
    "1000, X: no event, 489",
    "1001, Event: message-summary, 403",
    "777, Event: message-summary, 403",
    "1000, Event: message-summary|Accept: application/pidf+xml, 406",
    "1000, Event: message-summary|Expires: 59, 423",
  })
  void refusals(String to, String lines, int status) {
    String answer = ask(subscribe(to, lines.split("\\|")));
    assertThat(answer).startsWith("SIP/2.0 " + status);
    if (status == 489) {
      assertThat(Phone.header(answer, "Allow-Events")).isEqualTo("message-summary");
    }
    if (status == 423) {
      assertThat(Phone.header(answer, "Min-Expires")).isEqualTo("60");
    }
    assertThat(mwi.mwi().subscriptions()).isZero();
    anna.nothing();
  }

  @Test
  void foreign_number_and_no_number_look_the_same() {
    String foreign = ask(subscribe("1001", EVENT));
    String none = ask(subscribe("777", EVENT).replace("s1", "s2"));
    assertThat(foreign.split("\n")[0]).isEqualTo(none.split("\n")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/simple-message-summary", "text/plain, application/*;q=0.5", "*/*"})
  void accepted(String types) {
    subscribed("Accept: " + types);
    told("active", 0, 0);
  }

  @Test
  void service_number_stands_for_the_own_mailbox() {
    assertThat(ask(subscribe("*97", EVENT))).startsWith("SIP/2.0 200");
    told("active", 0, 0);
  }

  @Test
  void others_cannot_take_over_a_dialog() {
    String ok = subscribed();
    told("active", 0, 0);
    Phone bert = stage.phone("bert");
    String stolen =
        again(ok, 3, "Expires: 0")
            .replace(anna.address(), bert.address())
            .replace("From: <sip:anna@", "From: <sip:bert@");
    bert.prove(stolen);
    bert.take("SIP/2.0 481");
    String pretended = again(ok, 5, "Expires: 0").replace(anna.address(), bert.address());
    bert.prove(pretended);
    bert.take("SIP/2.0 403");
    left(1, 0);
    told("active", 1, 0);
  }

  @Test
  void id_of_the_event_is_repeated() {
    assertThat(ask(subscribe("1000", EVENT + ";id=7"))).startsWith("SIP/2.0 200");
    assertThat(Phone.header(told("active", 0, 0), "Event")).isEqualTo("message-summary;id=7");
  }

  @Test
  void subscribed_terminal_is_not_told_twice_and_the_others_are_told_unasked() {
    anna.register();
    Phone other = stage.phone("anna");
    other.register();
    subscribed();
    told("active", 0, 0);
    left(1, 0);
    told("active", 1, 0);
    anna.nothing();
    assertThat(Phone.header(other.take("NOTIFY"), "Call-ID")).isNotEqualTo("s1");
    other.nothing();
  }

  @Test
  void terminal_that_subscribes_at_its_sign_in_is_told_once() {
    mwi.mwi().know(Map.of(ANNA, new MailboxCount(1, 0)));
    anna.register();
    subscribed();
    told("active", 1, 0);
    stage.advance(2_000);
    anna.nothing();
  }

  @Test
  void terminal_that_does_not_subscribe_is_told_at_its_sign_in() {
    mwi.mwi().know(Map.of(ANNA, new MailboxCount(1, 0)));
    anna.register();
    stage.advance(1_000);
    told("active", 1, 0);
  }

  @Test
  void oldest_of_too_many_ends() {
    for (int i = 0; i <= 16; i++) {
      String request = subscribe("1000", EVENT).replace("s1", "many" + i);
      assertThat(ask(request)).startsWith("SIP/2.0 200");
      while (!anna.inbox.isEmpty()) {
        anna.answer(anna.take("NOTIFY"), "200 OK");
      }
    }
    assertThat(mwi.mwi().subscriptions()).isEqualTo(16);
  }
}
