// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who forges his address gets that address at most three times the bytes that he sends. */
class ForgedSourceTest {
  private final Stage stage = Stage.open();
  private final Phone bert = stage.phone("bert");
  private final Phone eve = stage.phone("eve");
  private int in;

  private static int bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8).length;
  }

  private void send(String request) {
    in += bytes(request);
    eve.send(request);
    stage.settle();
  }

  private int out() {
    return eve.inbox.stream().mapToInt(ForgedSourceTest::bytes).sum();
  }

  private String invite() {
    return eve.request(
        "INVITE", "sip:1001@example.com", "c1 1", "From: <sip:eve@elsewhere.example>;tag=1");
  }

  @Test
  void a_refusal_without_its_ack_is_not_repeated_for_half_a_minute() {
    send(invite());
    stage.advance(40_000);
    assertThat(eve.inbox).isNotEmpty();
    assertThat(out()).isLessThanOrEqualTo(3 * in);
    stage.idle();
  }

  @Test
  void an_answer_that_the_callee_repeats_is_not_passed_on_for_half_a_minute() {
    bert.register();
    send(invite());
    String atBert = bert.take("INVITE");
    bert.answer(atBert, "180 Ringing");
    for (int i = 0; i < 10; i++) {
      bert.answer(atBert, "200 OK");
      stage.advance(1000);
    }
    assertThat(eve.inbox).anyMatch(m -> m.startsWith("SIP/2.0 200"));
    assertThat(out()).isLessThanOrEqualTo(3 * in);
    stage.idle();
  }

  /** The 503 that is given at the overloadFilter, too. */
  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "REGISTER", "INVITE", "MESSAGE"})
  void no_refusal_under_overload_is_much_bigger_than_a_tiny_request(String method) {
    stage.behind(10_000);
    for (int i = 0; i < 50; i++) {
      in = 0;
      eve.inbox.clear();
      send(
          method
              + (" sip:a SIP/2.0\nv:SIP/2.0/UDP b\nf:<sip:a>\nt:<sip:a>\ni:" + i + "\nCSeq:1 ")
              + (method + "\n\n"));
      assertThat(out()).isLessThanOrEqualTo(3 * in);
    }
    assertThat(stage.turnedAway).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "REGISTER", "INVITE", "MESSAGE", "BYE", "CANCEL", "NONSENSE"})
  void no_answer_is_much_bigger_than_a_tiny_request(String method) {
    for (String to :
        new String[] {"sip:example.com", "sip:1001@example.com", "sip:9@other.example"}) {
      String tiny =
          (method + " " + to + " SIP/2.0\nv:SIP/2.0/UDP " + eve.address() + ";branch=z9hG4bKt")
              + (to.length() + method)
              + "\nf:<sip:a@example.com>;tag=1\nt:<"
              + to
              + ">\ni:"
              + to.length()
              + "\nMax-Forwards:9\nCSeq:1 "
              + method
              + "\n\n";
      in = 0;
      eve.inbox.clear();
      send(tiny);
      stage.advance(40_000);
      assertThat(out()).as(tiny).isLessThanOrEqualTo(3 * in);
    }
  }

  /** Its answer says nothing of its own: no limit is kept for it. */
  @Test
  void the_answer_to_the_smallest_cancel_is_within_the_limit() {
    send("CANCEL sip:a SIP/2.0\nv:SIP/2.0/UDP b\nf:<sip:a>\nt:<sip:a>\ni:1\nCSeq:1 CANCEL\n\n");
    stage.advance(40_000);
    assertThat(eve.inbox).hasSize(1);
    assertThat(out()).isLessThanOrEqualTo(3 * in);
  }

  @Test
  void a_member_who_has_answered_a_challenge_is_known_to_be_there() {
    Phone anna = stage.phone("anna");
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c2 1"));
    stage.advance(40_000);
    assertThat(anna.inbox.stream().filter(m -> m.startsWith("SIP/2.0 480"))).hasSizeGreaterThan(8);
  }
}
