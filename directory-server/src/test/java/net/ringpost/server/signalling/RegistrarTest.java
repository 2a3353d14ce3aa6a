// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REGISTER as a terminal sees it; what is decided is in {@code RegistrarRulesTest}. */
class RegistrarTest {
  private final Stage.Settings settings = new Stage.Settings();
  private final Stage stage = new Stage(settings);
  private final Phone anna = stage.phone("anna");

  private String register(String callId, String... lines) {
    return anna.request("REGISTER", "sip:example.com", callId, lines);
  }

  @Test
  void everybody_is_challenged_with_two_algorithms() {
    String challenge = anna.ask(register("r 1", "Contact: <" + anna.contact() + ">"));
    assertThat(challenge).startsWith("SIP/2.0 401");
    List<String> offers = challenge.lines().filter(l -> l.startsWith("WWW-Authenticate")).toList();
    assertThat(offers).hasSize(2).allMatch(l -> l.contains("qop=\"auth\""));
    assertThat(offers.get(0)).contains("algorithm=SHA-256");
    assertThat(offers.get(1)).contains("algorithm=MD5");
    assertThat(stage.location.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "sipsak 0.9.8.1, MD5",
    "baresip v1.0.0 (x86_64/linux), MD5",
    "baresip v3.11.0 (x86_64/Linux), MD5",
    "baresip v3.12.0 (x86_64/Linux), SHA-256",
    "baresip v4.0.0, SHA-256",
    "another, SHA-256",
  })
  void program_that_gives_up_at_sha_256_is_shown_md5_alone(String agent, String first) {
    String challenge = anna.ask(register("r 1", "User-Agent: " + agent));
    List<String> offers = challenge.lines().filter(l -> l.startsWith("WWW-Authenticate")).toList();
    assertThat(offers).hasSize(first.equals("MD5") ? 1 : 2);
    assertThat(offers.get(0)).contains("algorithm=" + first);
  }

  @Test
  void answer_lists_all_terminals_with_the_time_that_is_left() {
    anna.prove(register("r 1", "Contact: <" + anna.contact() + ">;expires=100"));
    assertThat(anna.take("SIP/2.0 200")).contains("<" + anna.contact() + ">;expires=100");
    stage.advance(40_000);
    anna.prove(register("q 1"));
    String ok = anna.take("SIP/2.0 200");
    assertThat(ok).contains("<" + anna.contact() + ">;expires=60");
    assertThat(Phone.header(ok, "Date")).endsWith("GMT");
    stage.advance(70_000);
    assertThat(stage.location.size()).isZero();
  }

  @Test
  void too_short_a_time_is_refused_with_the_shortest() {
    anna.prove(register("r 1", "Contact: <" + anna.contact() + ">", "Expires: 59"));
    assertThat(Phone.header(anna.take("SIP/2.0 423"), "Min-Expires")).isEqualTo("60");
  }

  @Test
  void star_signs_out_everywhere() {
    anna.register();
    anna.prove(register("q 1", "Contact: *", "Expires: 3600"));
    anna.take("SIP/2.0 400");
    anna.prove(register("q 5", "Contact: *", "Expires: 0"));
    assertThat(Phone.has(anna.take("SIP/2.0 200"), "Contact")).isFalse();
  }

  @Test
  void flow_of_rfc_5626_is_acknowledged() {
    String contact = "Contact: <" + anna.contact() + ">;+sip.instance=\"<urn:uuid:1>\";reg-id=1";
    anna.prove(register("r 1", contact, "Supported: outbound"));
    String ok = anna.take("SIP/2.0 200");
    assertThat(Phone.header(ok, "Require")).isEqualTo("outbound");
    assertThat(ok).contains(";+sip.instance=\"<urn:uuid:1>\";reg-id=1");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:1001@example.com, 403",
    "sip:bert@example.com, 403",
    "sip:example.com, 403",
    "sip:anna@example.org, 404",
    "sip:1000@example.com, 200",
    "sip:ANNA@127.0.0.1, 200",
  })
  void member_registers_itself_only(String to, int status) {
    anna.prove(register("r 1", "To: <" + to + ">"));
    anna.take("SIP/2.0 " + status);
  }

  @Test
  void foreign_domain_is_not_registered_here() {
    anna.send(anna.request("REGISTER", "sip:example.org", "r 1"));
    anna.take("SIP/2.0 403");
  }

  @Test
  void unknown_extension_is_refused() {
    anna.send(register("r 1", "Require: path, foo"));
    assertThat(Phone.header(anna.take("SIP/2.0 420"), "Unsupported")).isEqualTo("path, foo");
  }

  @Test
  void address_that_was_seen_is_called_whatever_the_contact_claims() {
    anna.claims = "198.51.100.1:5060";
    anna.register();
    Phone bert = stage.phone("bert");
    bert.prove(bert.request("INVITE", "sip:1000@example.com", "c 1"));
    anna.take("INVITE sip:anna@198.51.100.1:5060");
    assertThat(stage.strays).isEmpty();
  }

  @Test
  void trusted_peer_is_shown_md5_alone() {
    settings.trusted = List.of("192.0.2.0/24");
    Phone gateway = new Stage(settings).phone("bert");
    String challenge = gateway.ask(gateway.request("REGISTER", "sip:example.com", "r 1"));
    assertThat(challenge).startsWith("SIP/2.0 401");
    assertThat(challenge.lines().filter(l -> l.startsWith("WWW-Authenticate")))
        .singleElement()
        .asString()
        .contains("algorithm=MD5");
  }

  @Test
  void trusted_peer_registers_others_at_their_addresses() {
    settings.trusted = List.of("192.0.2.0/24");
    Stage other = new Stage(settings);
    Phone gateway = other.phone("bert");
    Phone elsewhere = other.phone("bert");
    gateway.claims = elsewhere.address();
    gateway.algorithm = "MD5";
    gateway.register();
    Phone caller = other.phone("anna");
    caller.send(caller.request("INVITE", "sip:1001@example.com", "c 1"));
    other.settle();
    elsewhere.take("INVITE " + elsewhere.contact());
    gateway.nothing();
  }

  @Test
  void connection_that_closes_takes_its_terminal_along() {
    Phone tcp = stage.phone("bert", TransportProtocol.TCP, "192.0.2.50");
    tcp.register();
    assertThat(stage.location.size()).isEqualTo(1);
    stage.hangUp(tcp);
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c 1"));
    anna.take("SIP/2.0 480");
  }

  @Test
  void database_away_calls_go_on_and_nobody_new_is_acknowledged() {
    Phone bert = stage.phone("bert");
    bert.register();
    stage.storageAway = true;
    anna.prove(register("r 1", "Contact: <" + anna.contact() + ">"));
    assertThat(Phone.has(anna.take("SIP/2.0 503"), "Retry-After")).isTrue();
    bert.prove(
        bert.request(
            "REGISTER", "sip:example.com", "again 1", "Contact: <" + bert.contact() + ">"));
    bert.take("SIP/2.0 200");
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c 1"));
    bert.take("INVITE");
  }

  @Test
  void accounts_that_cannot_be_looked_up_are_not_refused() {
    stage.databaseAway = true;
    anna.prove(register("r 1", "Contact: <" + anna.contact() + ">"));
    assertThat(Phone.has(anna.take("SIP/2.0 503"), "Retry-After")).isTrue();
  }

  @Test
  void before_what_is_stored_was_read_nobody_is_away() {
    Stage.Settings starting = new Stage.Settings();
    starting.loads = false;
    Stage early = new Stage(starting);
    Phone phone = early.phone("anna");
    phone.prove(phone.request("INVITE", "sip:1001@example.com", "c 1"));
    assertThat(Phone.has(phone.take("SIP/2.0 503"), "Retry-After")).isTrue();
    phone.prove(phone.request("REGISTER", "sip:example.com", "r 1"));
    phone.take("SIP/2.0 503");
  }
}
