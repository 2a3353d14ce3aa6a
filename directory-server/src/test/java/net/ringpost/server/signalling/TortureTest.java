// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** All messages of RFC 4475 and RFC 5118 against the server's signalling. */
class TortureTest {
  @SuppressWarnings("unused") // by FieldSource
  private static final List<Torture> ALL = Torture.ALL;

  private final Stage stage;
  private final Phone user;

  TortureTest() {
    Stage.Settings settings = new Stage.Settings();
    settings.domains = Torture.DOMAINS;
    stage = new Stage(settings);
    stage.member(10, "user", "2000", "", null);
    stage.member(11, "watson", "2001", "", null);
    stage.member(12, "j.user", "2002", "", null);
    user = stage.phone("user");
    user.register();
  }

  @Test
  void every_message_has_its_row() {
    assertThat(Torture.ALL).hasSize(61).extracting(Torture::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void datagram_has_the_outcome_of_the_rfc(Torture t) {
    outcome(t, t.datagram(), stage.phone("eve"));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void stream_has_the_outcome_of_the_rfc(Torture t) {
    outcome(t, t.stream(), stage.phone("eve", TransportProtocol.TCP, "192.0.2.77"));
  }

  private void outcome(Torture t, String outcome, Phone eve) {
    stage.deliver(t.bytes(), eve.flow);
    // Strangers are not told at once that there is nobody.
    stage.advance(60);
    if (outcome.equals("rings")) {
      user.take("INVITE " + user.contact());
    } else {
      user.nothing();
    }
    String[] statuses = outcome.matches("[0-9 ]+") ? outcome.split(" ", -1) : new String[0];
    for (String status : statuses) {
      assertThat(eve.take()).startsWith("SIP/2.0 " + status);
    }
    eve.nothing();
    assertThat(stage.strays).isEmpty();
    Phone probe = stage.phone("probe");
    assertThat(probe.ask(probe.request("OPTIONS", "sip:example.com", "o 1")))
        .startsWith("SIP/2.0 200");
  }

  /** In overload a request is refused before it is checked. */
  @ParameterizedTest
  @FieldSource("ALL")
  void datagram_in_overload_is_refused_or_has_the_outcome_of_the_rfc(Torture t) {
    stage.behind(10_000);
    Phone eve = stage.phone("eve");
    stage.deliver(t.bytes(), eve.flow);
    // Strangers are not told at once that there is nobody.
    stage.advance(60);
    boolean answered = t.datagram().matches("[0-9 ]+");
    String ever = answered ? t.datagram().replace(' ', '|') : "100";
    assertThat(eve.inbox.isEmpty()).isNotEqualTo(answered || t.datagram().equals("rings"));
    assertThat(eve.inbox).allMatch(answer -> answer.matches("(?s)SIP/2.0 (503|" + ever + ") .*"));
    assertThat(stage.strays).isEmpty();
    Phone probe = stage.phone("probe");
    assertThat(probe.ask(probe.request("BYE", "sip:a@example.com", "o 1", "To: <sip:a@b>;tag=1")))
        .startsWith("SIP/2.0 481");
  }

  @ParameterizedTest
  @CsvSource({
    "rfc4475/cparam01, watson, <sip:+19725552222@gw1.example.net>",
    "rfc4475/cparam02, watson, <sip:+19725552222@gw1.example.net;unknownparam>",
    "rfc4475/regescrt, user, <sip:user@example.com?Route=%3Csip:sip.example.com%3E>",
    "rfc4475/dblreq, j.user, <sip:j.user@host.example.com>",
  })
  void registration_is_done_once_its_sender_has_proved_who_it_is(
      String name, String id, String contact) {
    Torture t = Torture.ALL.stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
    Phone eve = stage.phone(id);
    String text = new String(t.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    String request = text.substring(0, text.indexOf("\r\n\r\n") + 4).replace("\r\n", "\n");
    eve.prove(request.replaceAll("(?m)^(L|l|Content-Length): ?0$", "Content-Length: 0"));
    assertThat(eve.take("SIP/2.0 200")).contains(contact + ";expires=3600");
  }
}
