// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and what is not, while more comes than can be done. */
class OverloadTest {
  private final Stage.Settings settings = new Stage.Settings();
  private final Stage stage = new Stage(settings);
  private final Phone anna = stage.phone("anna");
  private final Phone bert = stage.phone("bert");
  private long calls;

  private void swamped() {
    stage.behind(10_000);
    assertThat(stage.overload.refusing()).isGreaterThan(0.98);
  }

  private String invite(String... lines) {
    return anna.request("INVITE", "sip:1001@example.com", "c" + ++calls + " 1", lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "REGISTER", "MESSAGE", "SUBSCRIBE", "OPTIONS", "PUBLISH"})
  void what_begins_something_is_refused_without_a_transaction(String method) {
    swamped();
    String uri = method.equals("MESSAGE") ? "sip:1001@example.com" : "sip:example.com";
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      String answer = anna.ask(anna.request(method, uri, "c" + i + " 1"));
      if (answer.startsWith("SIP/2.0 503")) {
        refused++;
        assertThat(Integer.parseInt(Phone.header(answer, "Retry-After"))).isBetween(5, 20);
        assertThat(Phone.header(answer, "To")).contains("tag=");
      }
    }
    assertThat(refused).isBetween(90, 100);
    stage.idle();
  }

  @Test
  void acknowledgement_of_a_refusal_goes_nowhere() {
    bert.register();
    swamped();
    String refusal = anna.ask(invite());
    while (!refusal.startsWith("SIP/2.0 503")) {
      anna.ack();
      refusal = anna.ask(invite());
    }
    final int before = stage.turnedAway;
    String to = "To: " + Phone.header(refusal, "To");
    anna.send(anna.request("ACK", "sip:1001@example.com", "c" + calls + " 1", to));
    stage.settle();
    assertThat(stage.turnedAway).as("known by its tag").isEqualTo(before + 1);
    anna.nothing();
    bert.nothing();
    stage.idle();
  }

  /** Who has heard 503, or is about to, has given up: nobody's telephone must ring for him. */
  @Test
  void who_was_refused_is_refused_again_when_there_is_room() {
    swamped();
    String first = invite();
    String refusal = anna.ask(first);
    while (!refusal.startsWith("SIP/2.0 503")) {
      first = invite();
      refusal = anna.ask(first);
    }
    stage.overload.packets(true, stage.loop.now() + TimeUnit.SECONDS.toNanos(10));
    for (int i = 0; i < 4_000; i++) {
      stage.overload.packets(
          true, stage.loop.now() + TimeUnit.SECONDS.toNanos(10) + TimeUnit.MILLISECONDS.toNanos(i));
    }
    assertThat(stage.overload.refusing()).isZero();
    assertThat(anna.ask(first)).isEqualTo(refusal);
    assertThat(anna.ask(invite())).startsWith("SIP/2.0 407");
  }

  @Test
  void what_has_begun_goes_on() {
    bert.register();
    anna.prove(invite());
    String taken = anna.invite();
    String atBert = bert.take("INVITE");
    swamped();
    for (int i = 0; i < 20; i++) {
      assertThat(anna.ask(taken)).as("sent again").startsWith("SIP/2.0 100");
    }
    bert.answer(atBert, "180 Ringing");
    anna.take("SIP/2.0 180");
    anna.cancel();
    anna.take("SIP/2.0 200");
    bert.take("CANCEL");
  }

  @Test
  void what_is_in_a_dialog_is_never_refused() {
    swamped();
    for (String method : new String[] {"BYE", "INVITE", "INFO", "SUBSCRIBE"}) {
      for (int i = 0; i < 20; i++) {
        String within =
            anna.request(
                method, "sip:1001@example.com", "d" + ++calls + " 2", "To: <sip:b@c>;tag=1");
        assertThat(anna.ask(within)).as(method.toLowerCase(Locale.ROOT)).startsWith("SIP/2.0 481");
      }
    }
  }

  /** The answer to a challenge is refused more rarely than what has no proof yet. */
  @Test
  void who_answers_a_challenge_comes_first() {
    stage.behind(1_700);
    assertThat(stage.overload.refusing()).isBetween(0.4, 0.6);
    int challenged = 0;
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      String contact = "Contact: <" + anna.contact() + ">";
      String first = anna.request("REGISTER", "sip:example.com", "r" + i + " 1", contact);
      String challenge = anna.ask(first);
      if (challenge.startsWith("SIP/2.0 401")) {
        challenged++;
        anna.send(Phone.proven(first, challenge, "anna", "pwanna", "SHA-256"));
        stage.settle();
        String answer = anna.inbox.poll();
        refused += answer != null && answer.startsWith("SIP/2.0 503") ? 1 : 0;
      }
    }
    assertThat(challenged).isBetween(100, 200);
    assertThat(refused).isBetween(challenged / 10, challenged * 4 / 10);
  }

  @Test
  void it_is_over_when_no_more_comes() {
    swamped();
    String answer = anna.ask(invite());
    while (!answer.startsWith("SIP/2.0 503")) {
      answer = anna.ask(invite());
    }
    stage.advance(13_000);
    assertThat(stage.overload.shedding(stage.loop.now())).isFalse();
    for (int i = 0; i < 100; i++) {
      assertThat(anna.ask(invite())).startsWith("SIP/2.0 407");
    }
  }
}
