// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a terminal that rings is told to stop (RFC 3326). */
class CancelReasonTest {
  private final Stage stage = Stage.open();
  private final Phone anna = stage.phone("anna");
  private final Phone desk = stage.phone("bert");
  private final Phone cell = stage.phone("bert");

  /** Both of Bert's terminals ring; what the one at the desk was asked. */
  private String ring() {
    desk.register();
    cell.register();
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c1 1"));
    stage.settle();
    String atDesk = desk.take("INVITE");
    cell.answer(cell.take("INVITE"), "180 Ringing");
    desk.answer(atDesk, "180 Ringing");
    anna.take("SIP/2.0 180");
    anna.take("SIP/2.0 180");
    return atDesk;
  }

  private String reason() {
    return Phone.header(cell.take("CANCEL"), "Reason");
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, 'SIP;cause=200;text=\"Call completed elsewhere\"'",
    "603 Decline, 'SIP;cause=603;text=\"Declined elsewhere\"'",
    "600 Busy Everywhere, 'SIP;cause=600;text=\"Busy Everywhere\"'",
    "606 Not \"this\" one, 'SIP;cause=606;text=\"Not \\\"this\\\" one\"'",
  })
  void others_are_told_what_one_has_decided(String answer, String reason) {
    desk.answer(ring(), answer);
    assertThat(reason()).isEqualTo(reason);
  }

  @Test
  void who_rings_too_long_is_told_so() {
    String unused = ring();
    stage.advance(182_000);
    assertThat(reason()).isEqualTo("SIP;cause=408;text=\"Not answered in time\"");
  }

  @Test
  void reason_of_a_caller_who_gives_up_goes_along() {
    String unused = ring();
    anna.cancel("Reason: Q.850;cause=16", "Reason: SIP;cause=200;text=\"elsewhere\"");
    anna.take("SIP/2.0 200");
    String cancel = cell.take("CANCEL");
    assertThat(cancel)
        .contains("Reason: Q.850;cause=16", "Reason: SIP;cause=200;text=\"elsewhere\"");
  }

  @Test
  void caller_who_gives_no_reason_has_none() {
    String unused = ring();
    anna.cancel();
    assertThat(Phone.has(cell.take("CANCEL"), "Reason")).isFalse();
  }
}
