// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which dialogs the server stays, and what then passes through it. */
class DialogTest {
  private static final List<String> CLAIMS =
      List.of("P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID");

  private final Stage.Settings settings = new Stage.Settings();

  /** A call that was answered, as both sides know it. */
  private record Talk(Stage stage, Phone anna, Phone bert, String invite, String ok) {
    /**
     * The Route lines of a side's requests: the caller's are the answer's Record-Route reversed.
     */
    String[] route(boolean caller) {
      List<String> recorded =
          (caller ? ok : invite)
              .lines()
              .filter(l -> l.startsWith("Record-Route:"))
              .map(l -> l.replace("Record-Route:", "Route:"))
              .toList();
      return (caller ? recorded.reversed() : recorded).toArray(String[]::new);
    }

    String annaAsks(String method, int cseq) {
      return inDialog(anna, bert, method, cseq, true, Phone.header(ok, "To"));
    }

    String bertAsks(String method, int cseq) {
      return inDialog(bert, anna, method, cseq, false, Phone.header(invite, "From"));
    }

    private String inDialog(
        Phone from, Phone to, String method, int cseq, boolean caller, String toHeader) {
      String[] route = route(caller);
      String self = caller ? Phone.header(ok, "From") : Phone.header(ok, "To");
      String[] lines = new String[route.length + 2];
      System.arraycopy(route, 0, lines, 0, route.length);
      lines[route.length] = "From: " + self;
      lines[route.length + 1] = "To: " + toHeader;
      return from.request(method, to.contact(), "c1 " + cseq, lines);
    }
  }

  private Talk talk(TransportProtocol annas, TransportProtocol berts, boolean translated) {
    return talk(annas, "192.0.2.1", berts, "203.0.113.2", translated);
  }

  private Talk talk(
      TransportProtocol annas,
      String annasAddress,
      TransportProtocol berts,
      String bertsAddress,
      boolean translated) {
    Stage stage = new Stage(settings);
    Phone anna = stage.phone("anna", annas, annasAddress);
    Phone bert = stage.phone("bert", berts, bertsAddress);
    bert.claims = translated ? "10.0.0.7:5060" : "";
    bert.algorithm = "MD5"; // all that a trusted peer is offered
    bert.register();
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c1 1"));
    String invite = bert.take("INVITE " + bert.contact());
    bert.answer(invite, "200 OK");
    return new Talk(stage, anna, bert, invite, anna.take("SIP/2.0 200"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.168.1.7, 192.168.1.8",
    "127.0.0.1, 127.0.0.1",
  })
  void terminals_that_are_known_to_reach_each_other_are_left_alone(String annas, String berts) {
    Talk t = talk(TransportProtocol.UDP, annas, TransportProtocol.UDP, berts, false);
    assertThat(t.route(true)).isEmpty();
  }

  /** RFC 3326: a telephone that hears nothing says so, and the history is told. */
  @ParameterizedTest
  @CsvSource({
    "SIP;cause=488;text=\"no sound can cross\", failed 488",
    "Q.850;cause=16, ended",
    "SIP;cause=200;text=\"the line broke\", ended"
  })
  void call_that_a_bye_says_was_none_is_told_as_such(String reason, String told) {
    Talk t = talk(TransportProtocol.UDP, TransportProtocol.UDP, true);
    t.anna.send(t.annaAsks("ACK", 2));
    t.stage.settle();
    t.bert.take("ACK " + t.bert.contact());
    String withReason =
        t.bertAsks("BYE", 2).replaceFirst("\nCSeq", "\nReason: " + reason + "\nCSeq");
    t.bert.send(withReason);
    t.stage.settle();
    String relayed = t.anna.take("BYE " + t.anna.contact());
    assertThat(Phone.has(relayed, "Reason")).isTrue();
    t.anna.answer(relayed, "200 OK");
    t.bert.take("SIP/2.0 200");
    assertThat(t.stage.calls).containsExactly("began anna bert", "decided 200", told);
    t.stage.idle();
  }

  @Test
  void trusted_peers_are_left_alone() {
    settings.trusted = List.of("192.0.2.1", "203.0.113.0/24");
    Stage stage = new Stage(settings);
    Phone gateway = stage.phone("anna", TransportProtocol.UDP, "192.0.2.1");
    Phone pbx = stage.phone("bert", TransportProtocol.UDP, "203.0.113.2");
    pbx.algorithm = "MD5";
    pbx.register();
    gateway.send(gateway.request("INVITE", "sip:1001@example.com", "c1 1"));
    stage.settle();
    assertThat(Phone.has(pbx.take("INVITE"), "Record-Route")).isFalse();
  }

  /**
   * A firewall lets in whom its terminal has written to: of two terminals with public addresses
   * neither need reach the other, and what follows the answer goes by the server (first row).
   */
  @ParameterizedTest
  @CsvSource({
    "UDP, UDP, false",
    "UDP, UDP, true",
    "TCP, UDP, false",
    "UDP, TLS, false",
    "TCP, TCP, false"
  })
  void dialog_passes_where_they_cannot(
      TransportProtocol annas, TransportProtocol berts, boolean translated) {
    Talk t = talk(annas, berts, translated);
    assertThat(t.route(true)).hasSize(2);
    assertThat(t.route(false)).hasSize(2);
    t.anna.send(t.annaAsks("ACK", 2));
    t.stage.settle();
    String ack = t.bert.take("ACK " + t.bert.contact());
    assertThat(Phone.has(ack, "Route")).isFalse();
    t.bert.send(t.bertAsks("INFO", 1));
    t.stage.settle();
    String info = t.anna.take("INFO " + t.anna.contact());
    t.anna.answer(info, "200 OK");
    t.bert.take("SIP/2.0 200");
    t.anna.send(t.annaAsks("INVITE", 3));
    t.stage.settle();
    t.bert.answer(t.bert.take("INVITE"), "488 Not Acceptable Here");
    t.bert.take("ACK");
    t.anna.take("SIP/2.0 488");
    t.anna.ack();
    t.bert.send(t.bertAsks("BYE", 2));
    t.stage.settle();
    t.anna.answer(t.anna.take("BYE " + t.anna.contact()), "200 OK");
    t.bert.take("SIP/2.0 200");
    assertThat(t.stage.calls).containsExactly("began anna bert", "decided 200", "ended");
    t.stage.idle();
  }

  @Test
  void operator_may_want_to_see_everything() {
    settings.stay = RecordRoutePolicy.ALWAYS;
    Talk t = talk(TransportProtocol.UDP, "192.0.2.1", TransportProtocol.UDP, "192.0.2.1", false);
    assertThat(t.route(true)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_a_client_asserts_in_a_dialog_is_removed_unless_it_is_a_trusted_peer(boolean trusted) {
    settings.trusted = trusted ? List.of("203.0.113.2") : List.of();
    Talk t = talk(TransportProtocol.TCP, TransportProtocol.UDP, false);
    t.anna.send(claiming(t.annaAsks("ACK", 2)));
    t.stage.settle();
    assertThat(t.bert.take("ACK")).doesNotContain("boss");
    t.bert.send(claiming(t.bertAsks("INVITE", 1)));
    t.stage.settle();
    String again = t.anna.take("INVITE " + t.anna.contact());
    for (String header : CLAIMS) {
      assertThat(Phone.has(again, header)).as(header).isEqualTo(trusted);
    }
  }

  private static String claiming(String request) {
    String claims =
        CLAIMS.stream().map(h -> h + ": <sip:boss@example.com>\n").collect(Collectors.joining());
    return request.replace("Content-Length:", claims + "Content-Length:");
  }

  @Test
  void re_invite_can_be_cancelled() {
    Talk t = talk(TransportProtocol.TCP, TransportProtocol.UDP, false);
    t.anna.send(t.annaAsks("ACK", 2));
    t.anna.send(t.annaAsks("INVITE", 3));
    t.stage.settle();
    t.bert.take("ACK");
    String again = t.bert.take("INVITE");
    t.bert.answer(again, "180 Ringing");
    t.anna.take("SIP/2.0 180");
    t.anna.cancel();
    t.bert.take("CANCEL");
  }

  /** Its address translator forgot it, or it is in another network; its server knows. */
  @Test
  void terminal_that_has_moved_is_followed() {
    Talk t = talk(TransportProtocol.UDP, TransportProtocol.UDP, true);
    Phone moved = t.stage.phone("bert", TransportProtocol.UDP, "198.51.100.9");
    moved.claims = t.bert.claims;
    moved.algorithm = "MD5";
    t.anna.send(t.annaAsks("INFO", 2));
    t.stage.settle();
    t.bert.take("INFO");
    moved.register();
    t.anna.send(t.annaAsks("BYE", 3));
    t.stage.settle();
    moved.answer(moved.take("BYE " + moved.contact()), "200 OK");
    t.anna.take("SIP/2.0 200");
    t.bert.nothing();
  }

  @Test
  void request_to_a_terminal_whose_connection_broke_is_told() {
    Talk t = talk(TransportProtocol.UDP, TransportProtocol.TCP, false);
    t.stage.hangUp(t.bert);
    t.anna.send(t.annaAsks("BYE", 2));
    t.stage.settle();
    assertThat(t.anna.take()).startsWith("SIP/2.0 480");
  }

  @Test
  void forged_and_foreign_routes_lead_nowhere() {
    Talk t = talk(TransportProtocol.TCP, TransportProtocol.TCP, false);
    String bye = t.annaAsks("BYE", 2);
    for (String wrong :
        new String[] {
          bye.replaceAll("Route: <sip:..", "Route: <sip:AA"),
          bye.replaceAll("(?m)^Route:.*\n", ""),
          bye.replaceAll("(?m)^Route:.*\n", "Route: <sip:198.51.100.1;lr>\n")
        }) {
      t.anna.send(wrong.replaceFirst("branch=", "branch=z9hG4bKx" + wrong.hashCode()));
      t.stage.settle();
      t.anna.take("SIP/2.0 481");
    }
    t.bert.nothing();
    assertThat(t.stage.strays).isEmpty();
  }

  @Test
  void own_address_opens_nothing_without_a_dialog() {
    Talk t = talk(TransportProtocol.TCP, TransportProtocol.TCP, false);
    String route = String.join("\n", t.route(true));
    t.anna.send(t.anna.request("INVITE", "sip:x@198.51.100.1", "c7 1", route));
    t.stage.settle();
    t.anna.take("SIP/2.0 403");
    t.bert.nothing();
    assertThat(t.stage.strays).isEmpty();
  }
}
