// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final String BERT = "sip:1001@example.com";

  private final Stage.Settings settings = new Stage.Settings();

  private Stage stage() {
    return new Stage(settings);
  }

  private static String invite(Phone phone, String... lines) {
    return phone.request("INVITE", BERT, "c1 1", lines);
  }

  private static Phone bert(Stage stage) {
    Phone bert = stage.phone("bert");
    bert.register();
    return bert;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "MD5"})
  void member_proves_to_be_one_by_id_or_number(String algorithm) {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone anna = stage.phone("anna");
    String challenge = anna.ask(invite(anna));
    anna.ack();
    // RFC 8760 §2.3: the strongest first.
    assertThat(challenge).startsWith("SIP/2.0 407");
    assertThat(challenge.indexOf("SHA-256")).isLessThan(challenge.indexOf("MD5"));
    bert.nothing();
    anna.prove(invite(anna), "anna", "pwanna", algorithm);
    anna.prove(
        anna.request("INVITE", BERT, "c2 1", "From: <sip:1000@example.com>;tag=1"),
        "1000",
        "pwanna",
        algorithm);
    bert.take("INVITE");
    assertThat(Phone.header(bert.take("INVITE"), "P-Asserted-Identity"))
        .isEqualTo("\"Anna\" <sip:1000@example.com>");
  }

  @Test
  void proof_for_us_is_not_passed_on() {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone anna = stage.phone("anna");
    anna.prove(invite(anna));
    assertThat(Phone.has(bert.take("INVITE"), "Proxy-Authorization")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"anna, wrong", "nobody, pwanna", "1001, pwanna"})
  void wrong_password_and_unknown_number_are_answered_alike(String user, String password) {
    Stage stage = stage();
    Phone anna = stage.phone("anna");
    anna.prove(invite(anna), user, password, "SHA-256");
    String again = anna.take("SIP/2.0 407");
    assertThat(again).doesNotContain("stale");
    assertThat(stage.calls).isEmpty();
  }

  @Test
  void guessing_is_slowed_down() {
    Stage stage = stage();
    Phone anna = stage.phone("anna");
    for (int i = 0; i < 10; i++) {
      anna.prove(anna.request("INVITE", BERT, "g" + i + " 1"), "anna", "guess" + i, "MD5");
      anna.take("SIP/2.0 407");
      anna.ack();
    }
    anna.prove(anna.request("INVITE", BERT, "right 1"));
    String refused = anna.take("SIP/2.0 503");
    assertThat(refused).startsWith("SIP/2.0 503 Too many failed sign-in attempts, try again in ");
    assertThat(Phone.has(refused, "Retry-After")).isTrue();
    anna.ack();
    stage.advance(61_000);
    anna.prove(anna.request("INVITE", BERT, "later 1"));
    anna.take("SIP/2.0 480");
  }

  @Test
  void proof_is_good_once() {
    Stage stage = stage();
    Phone anna = stage.phone("anna");
    anna.prove(invite(anna));
    anna.take("SIP/2.0 480");
    anna.ack();
    anna.send(
        anna.invite().replaceFirst("branch=[^;]*", "branch=z9hG4bKreplay").replace("c1", "c9"));
    assertThat(anna.take("SIP/2.0 407")).contains("stale=true");
  }

  @Test
  void proof_for_another_request_is_none() {
    Stage stage = stage();
    Phone anna = stage.phone("anna");
    String challenge = anna.ask(anna.request("MESSAGE", BERT, "m1 1"));
    String proven = Phone.proven(invite(anna), challenge, "anna", "pwanna", "SHA-256");
    anna.send(proven.replace("INVITE sip:1001@", "INVITE sip:1000@"));
    anna.take("SIP/2.0 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:1001@example.com", "sip:bert@127.0.0.1", "sip:example.com"})
  void member_may_only_be_itself(String from) {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone anna = stage.phone("anna");
    anna.prove(invite(anna, "From: \"Anna\" <" + from + ">;tag=1"));
    assertThat(anna.take("SIP/2.0 403")).contains("From is not you: use sip:1000@");
    bert.nothing();
  }

  @Test
  void what_a_client_asserts_of_itself_is_removed() {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone anna = stage.phone("anna");
    String[] lies = {
      "P-Asserted-Identity: <sip:1001@example.com>, <tel:+1>",
      "P-Asserted-Identity: <sip:boss@example.com>",
      "P-Preferred-Identity: <sip:boss@example.com>",
      "Remote-Party-ID: <sip:boss@example.com>"
    };
    anna.prove(invite(anna, lies));
    String invite = bert.take("INVITE");
    assertThat(invite).doesNotContain("boss").doesNotContain("P-Preferred");
    assertThat(Phone.header(invite, "P-Asserted-Identity"))
        .isEqualTo("\"Anna\" <sip:1000@example.com>");
    Phone stranger = stage.phone("eve");
    stranger.send(
        invite(stranger, "From: <sip:eve@example.org>;tag=1", lies[0], lies[1], lies[2], lies[3]));
    stage.settle();
    assertThat(bert.take("INVITE")).doesNotContain("boss").doesNotContain("P-Asserted");
  }

  @Test
  void caller_who_wants_no_name_has_none() {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone anna = stage.phone("anna");
    anna.prove(invite(anna, "Privacy: id"));
    assertThat(Phone.has(bert.take("INVITE"), "P-Asserted-Identity")).isFalse();
  }

  @Test
  void stranger_may_call_a_member_unless_closed() {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone eve = stage.phone("eve");
    eve.send(invite(eve, "From: <sip:eve@example.org>;tag=1"));
    stage.settle();
    bert.take("INVITE");
    assertThat(stage.calls).containsExactly("began sip:eve@example.org bert");
    settings.closed = true;
    Stage closed = stage();
    Phone mallory = closed.phone("mallory");
    mallory.send(invite(mallory, "From: <sip:mallory@example.org>;tag=1"));
    closed.settle();
    mallory.take("SIP/2.0 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"REFER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "NEW"})
  void stranger_may_only_call_and_write(String method) {
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone eve = stage.phone("eve");
    String request = eve.request(method, BERT, "c1 1", "From: <sip:eve@example.org>;tag=1");
    assertThat(eve.ask(request)).startsWith("SIP/2.0 403");
    bert.nothing();
  }

  @Test
  void trusted_peer_is_not_challenged_and_speaks_for_others() {
    settings.trusted = List.of("192.0.2.99");
    Stage stage = stage();
    Phone bert = bert(stage);
    Phone gateway = stage.phone("gw", net.ringpost.sip.message.TransportProtocol.UDP, "192.0.2.99");
    String identity = "P-Asserted-Identity: <tel:+4930>";
    gateway.send(invite(gateway, "From: <sip:1000@example.com>;tag=1", identity));
    stage.settle();
    assertThat(Phone.header(bert.take("INVITE"), "P-Asserted-Identity")).isEqualTo("<tel:+4930>");
    assertThat(stage.calls).containsExactly("began anna bert");
  }
}
