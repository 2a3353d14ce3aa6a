// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.db.account.Reach;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallingTest {
  private final Stage stage = Stage.open();
  private final Phone anna = stage.phone("anna");
  private final Phone desk = stage.phone("bert");
  private final Phone cell = stage.phone("bert");

  private String invite(String uri, String... lines) {
    return anna.request("INVITE", uri, "c1 1", lines);
  }

  /** Anna calls Bert's two terminals; she is told nothing yet. */
  private void ring() {
    desk.register();
    cell.register();
    anna.prove(invite("sip:1001@example.com"));
    stage.settle();
    anna.nothing();
  }

  /** RFC 3261 §17.2.1: most terminals ring sooner, and nothing need be said before. */
  @Test
  void caller_is_told_after_200_ms_that_it_is_tried() {
    ring();
    stage.advance(100);
    anna.nothing();
    stage.advance(100);
    anna.take("SIP/2.0 100");
  }

  @Test
  void call_rings_all_terminals_and_the_others_are_cancelled() {
    ring();
    String atDesk = desk.take("INVITE " + desk.contact());
    String atCell = cell.take("INVITE " + cell.contact());
    desk.answer(atDesk, "180 Ringing");
    anna.take("SIP/2.0 180");
    cell.answer(atCell, "200 OK");
    String ok = anna.take("SIP/2.0 200");
    assertThat(ok).containsOnlyOnce("Via:");
    String cancel = desk.take("CANCEL " + desk.contact());
    assertThat(Phone.header(cancel, "Reason"))
        .isEqualTo("SIP;cause=200;text=\"Call completed elsewhere\"");
    desk.answer(cancel, "200 OK");
    desk.answer(atDesk, "487 Request Terminated");
    desk.take("ACK");
    anna.nothing();
    assertThat(stage.calls).containsExactly("began anna bert", "decided 200");
    stage.idle();
  }

  /** RFC 3261 §16.3 step 1, §16.7: what is not needed is not judged, and sent on as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date: 11 Feb 2019 08:04:27 GMT",
        "Date: Fri, 1 Feb 2019 08:04:27 UTC",
        "Date: Friday",
        "Contact: <sip:#31#1001@192.0.2.2:5060>",
        "Contact: <sip:10 01@192.0.2.2>",
        "Expires: soon",
        "Record-Route: <sip:a@b",
        "Max-Forwards: 1000",
      })
  void header_that_nobody_needs_loses_neither_request_nor_answer(String header) {
    desk.register();
    anna.prove(
        invite(
            "sip:1001@example.com",
            header
                .replace("Max-Forwards: 1000", "X: y")
                .replace("Record-Route: <sip:a@b", "X: y")));
    String invite = desk.take("INVITE " + desk.contact());
    desk.answer(invite, "200 OK", header);
    assertThat(anna.take("SIP/2.0 200")).contains(header);
    assertThat(stage.calls).containsExactly("began anna bert", "decided 200");
  }

  @Test
  void terminal_that_was_cancelled_before_it_answered_hears_of_it_when_it_does() {
    ring();
    String atDesk = desk.take("INVITE");
    cell.answer(cell.take("INVITE"), "200 OK");
    anna.take("SIP/2.0 200");
    // RFC 3261 §9.1: no CANCEL before a provisional response.
    desk.nothing();
    desk.answer(atDesk, "180 Ringing");
    desk.take("CANCEL");
    anna.nothing();
  }

  @ParameterizedTest
  @CsvSource({
    // both terminals' answers, and what the caller is told
    "486 Busy Here, 486 Busy Here, 486",
    "486 Busy Here, 480 Temporarily Unavailable, 486",
    "404 Not Found, 486 Busy Here, 486",
    "603 Decline, 486 Busy Here, 603",
    "503 Service Unavailable, 503 Service Unavailable, 500",
    "488 Not Acceptable Here, 480 Temporarily Unavailable, 488",
  })
  void caller_is_told_the_best_refusal(String first, String second, String told) {
    ring();
    String atDesk = desk.take("INVITE");
    String atCell = cell.take("INVITE");
    cell.answer(atCell, "180 Ringing");
    anna.take("SIP/2.0 180");
    desk.answer(atDesk, first);
    desk.take("ACK");
    cell.answer(atCell, second);
    anna.take("SIP/2.0 " + told);
    assertThat(stage.calls).containsExactly("began anna bert", "decided " + told);
  }

  @Test
  void decline_at_one_terminal_stops_the_others() {
    ring();
    cell.answer(cell.take("INVITE"), "180 Ringing");
    anna.take("SIP/2.0 180");
    desk.answer(desk.take("INVITE"), "603 Decline");
    cell.take("CANCEL");
    anna.nothing();
  }

  @Test
  void nobody_answers_in_time() {
    ring();
    String atDesk = desk.take("INVITE");
    cell.answer(cell.take("INVITE"), "180 Ringing");
    desk.answer(atDesk, "180 Ringing");
    anna.take("SIP/2.0 180");
    anna.take("SIP/2.0 180");
    // Timer C: both terminals ring on for three minutes and then do not react to the CANCEL.
    stage.advance(182_000);
    cell.take("CANCEL");
    stage.advance(33_000);
    anna.take("SIP/2.0 408");
    assertThat(stage.calls).containsExactly("began anna bert", "decided 408");
  }

  @Test
  void terminals_that_are_silent_count_as_timed_out() {
    ring();
    stage.advance(33_000);
    anna.take("SIP/2.0 100");
    anna.take("SIP/2.0 408");
    stage.idle();
  }

  @Test
  void caller_gives_up() {
    ring();
    String atDesk = desk.take("INVITE");
    String atCell = cell.take("INVITE");
    desk.answer(atDesk, "180 Ringing");
    cell.answer(atCell, "180 Ringing");
    anna.take("SIP/2.0 180");
    anna.take("SIP/2.0 180");
    anna.cancel();
    anna.take("SIP/2.0 200");
    desk.answer(desk.take("CANCEL"), "200 OK");
    desk.answer(atDesk, "487 Request Terminated");
    cell.answer(cell.take("CANCEL"), "200 OK");
    cell.answer(atCell, "487 Request Terminated");
    anna.take("SIP/2.0 487");
    assertThat(stage.calls).containsExactly("began anna bert", "decided 487");
  }

  @Test
  void unknown_number_and_member_without_terminal_are_told_apart() {
    anna.prove(invite("sip:4711@example.com"));
    stage.settle();
    anna.take("SIP/2.0 404");
    anna.ack();
    anna.prove(invite("sip:1001@example.com"));
    stage.settle();
    anna.take("SIP/2.0 480");
    assertThat(stage.calls)
        .containsExactly("began anna ?", "decided 404", "began anna bert", "decided 480");
  }

  /** The callee, the caller: who is found only when the caller has given up. */
  @ParameterizedTest
  @ValueSource(strings = {"1001", "anna"})
  void caller_who_gives_up_while_somebody_is_looked_up_is_in_the_history(String slow) {
    desk.register();
    stage.slow = slow;
    anna.prove(invite("sip:1001@example.com"));
    anna.cancel();
    anna.take("SIP/2.0 200");
    anna.take("SIP/2.0 487");
    assertThat(stage.calls).isEmpty();
    stage.lookUp();
    desk.nothing();
    assertThat(stage.calls).containsExactly("began anna bert", "decided 487");
  }

  @Test
  void call_to_a_number_that_cannot_be_looked_up_is_in_the_history() {
    stage.unreadable = "1001";
    anna.prove(invite("sip:1001@example.com"));
    anna.take("SIP/2.0 503");
    assertThat(stage.calls).containsExactly("began anna ?", "decided 503");
  }

  @Test
  void call_before_the_terminals_are_read_is_in_the_history() {
    Stage.Settings settings = new Stage.Settings();
    settings.loads = false;
    Stage starting = new Stage(settings);
    Phone caller = starting.phone("anna");
    caller.prove(caller.request("INVITE", "sip:1001@example.com", "c1 1"));
    caller.take("SIP/2.0 503");
    caller.prove(caller.request("MESSAGE", "sip:1001@example.com", "m1 1"));
    caller.take("SIP/2.0 503");
    assertThat(starting.calls).containsExactly("began anna bert", "decided 503");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:1001@example.com, true",
    "sip:10-01@example.com, true",
    "sip:BERT@example.com, true",
    "sip:%62ert@example.com;user=phone, true",
    "sip:1001;isub=2@example.com;user=phone, true",
    "tel:10.01, true",
    "sip:1001x@example.com, false",
  })
  void number_is_found_however_it_is_written(String uri, boolean found) {
    desk.register();
    anna.prove(invite(uri));
    stage.settle();
    if (found) {
      desk.take("INVITE " + desk.contact());
    } else {
      anna.take("SIP/2.0 404");
    }
  }

  @Test
  void number_may_be_in_any_script() {
    Phone phone = stage.phone("大停電");
    phone.register();
    anna.prove(invite("sip:%D9%A4%D9%A2@example.com"));
    stage.settle();
    phone.take("INVITE sip:大停電@");
  }

  @Test
  void message_goes_to_all_terminals_and_one_is_enough() {
    desk.register();
    cell.register();
    anna.prove(anna.request("MESSAGE", "sip:1001@example.com", "m1 1"));
    stage.settle();
    anna.nothing();
    String atDesk = desk.take("MESSAGE " + desk.contact());
    // It makes no dialog, in which the server could have to stay.
    assertThat(Phone.has(atDesk, "Record-Route")).isFalse();
    cell.answer(cell.take("MESSAGE"), "480 Temporarily Unavailable");
    anna.nothing();
    desk.answer(atDesk, "200 OK");
    anna.take("SIP/2.0 200");
    assertThat(stage.calls).isEmpty();
    stage.idle();
  }

  @Test
  void message_to_nobody() {
    anna.prove(anna.request("MESSAGE", "sip:1001@example.com", "m1 1"));
    anna.take("SIP/2.0 480");
    anna.prove(anna.request("MESSAGE", "sip:1009@example.com", "m2 1"));
    anna.take("SIP/2.0 404");
  }

  @Test
  void request_that_comes_back_is_a_loop() {
    desk.register();
    anna.prove(invite("sip:1001@example.com"));
    String via = Phone.header(desk.take("INVITE"), "Via");
    anna.send(anna.invite().replaceFirst("(?m)^Via: .*$", "Via: " + via + "\nVia: " + via + "0"));
    anna.take("SIP/2.0 482");
  }

  @Test
  void hops_are_counted() {
    desk.register();
    anna.prove(invite("sip:1001@example.com", "Max-Forwards: 1"));
    stage.settle();
    assertThat(Phone.header(desk.take("INVITE"), "Max-Forwards")).isEqualTo("0");
    anna.send(invite("sip:1001@example.com", "Max-Forwards: 0"));
    anna.take("SIP/2.0 483");
  }

  @Test
  void call_is_handed_over_where_the_callee_allows_it() {
    Phone carl = stage.phone("carl");
    carl.register();
    anna.prove(invite("sip:carl@example.com", "Request-Disposition: redirect"));
    stage.settle();
    assertThat(Phone.header(anna.take("SIP/2.0 302"), "Contact"))
        .isEqualTo("<" + carl.contact() + ">");
    anna.ack();
    carl.nothing();
    anna.prove(invite("sip:carl@example.com", "Request-Disposition: proxy"));
    stage.settle();
    carl.take("INVITE");
    desk.register();
    anna.prove(invite("sip:bert@example.com", "Request-Disposition: redirect"));
    stage.settle();
    desk.take("INVITE");
  }

  @Test
  void terminal_that_others_cannot_reach_is_not_handed_over() {
    Phone carl = stage.phone("carl", TransportProtocol.TCP, "192.0.2.9");
    carl.register();
    anna.prove(invite("sip:carl@example.com", "Request-Disposition: redirect"));
    stage.settle();
    carl.take("INVITE");
  }

  @Test
  void operator_decides_for_those_who_did_not() {
    Stage.Settings settings = new Stage.Settings();
    settings.reach = Reach.HANDOVER;
    Stage other = new Stage(settings);
    Phone bert = other.phone("bert");
    bert.register();
    Phone caller = other.phone("anna");
    caller.prove(caller.request("INVITE", "sip:1001@example.com", "c1 1"));
    other.settle();
    caller.take("SIP/2.0 302");
  }

  @Test
  void secure_address_is_reached_over_secure_hops_only() {
    desk.register();
    anna.prove(invite("sips:1001@example.com"));
    stage.settle();
    anna.take("SIP/2.0 480");
    anna.ack();
    Phone tls = stage.phone("bert", TransportProtocol.TLS, "192.0.2.8");
    tls.register();
    anna.prove(invite("sips:1001@example.com"));
    stage.settle();
    tls.take("INVITE");
    desk.nothing();
  }
}
