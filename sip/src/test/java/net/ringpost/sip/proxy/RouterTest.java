// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("AddressSelection") // only literals
class RouterTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 5060);
  private static final Flow CALLER = flow(40001);
  private static final Flow CALLEE = flow(40002);

  private final FlowTokens tokens = new FlowTokens(KEY, 1);
  private final OwnHosts own =
      new OwnHosts(List.of("Example.COM", "2001:db8::10"), List.of("127.0.0.1"), List.of(5060));
  private final Router router = new Router(own, tokens);

  private static Flow flow(int port) {
    InetSocketAddress remote = new InetSocketAddress("192.0.2.1", port);
    return new Flow(TransportProtocol.UDP, LOCAL, remote, 0);
  }

  private static SipRequest request(String method, String uri, String to, String... lines) {
    String text =
        method
            + " "
            + uri
            + " SIP/2.0\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
            + "From: <sip:a@example.org>;tag=1\r\nTo: "
            + to
            + "\r\n"
            + "Call-ID: 1\r\nCSeq: 1 "
            + method
            + "\r\n"
            + String.join("\r\n", lines)
            + (lines.length == 0 ? "" : "\r\n")
            + "Content-Length: 0\r\n\r\n";
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return (SipRequest)
        ((Parsed.Message) MessageParser.parse(b, 0, b.length, Framing.DATAGRAM)).message();
  }

  private String outcome(SipRequest r) {
    return switch (router.route(r)) {
      case Destination.Refused x ->
          x.status().code() + (x.value().isEmpty() ? "" : " " + x.value());
      case Destination.Server s -> "server";
      case Destination.Dialled n -> "number " + n.user();
      case Destination.InDialog d -> "dialog " + d.target().flow().remote().getPort();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INVITE   | sip:1000@example.com               | Max-Forwards: 70              | number 1000",
        "INVITE   | sip:1000@example.com.:5099         | Max-Forwards: 70              | number 1000",
        "INVITE   | sip:%31000@127.0.0.1               | Max-Forwards: 70              | number 1000",
        "INVITE   | sip:1000@[2001:DB8:0::10]          | Max-Forwards: 70              | number 1000",
        "INVITE   | sips:1000@example.com              | Max-Forwards: 1               | number 1000",
        "INVITE   | tel:+1-555(10)                     | Max-Forwards: 70              | number +1-555(10)",
        "INVITE   | sip:+155;ext=2@example.com;user=phone | Max-Forwards: 70           | number +155",
        // RFC 3966 §5.1.5: a number of somewhere else.
        "INVITE   | tel:1001;phone-context=example.com | Max-Forwards: 70              | number 1001",
        "INVITE   | tel:1001;phone-context=EXAMPLE.com. | Max-Forwards: 70             | number 1001",
        "INVITE   | tel:1001                           | Max-Forwards: 70              | number 1001",
        "INVITE   | tel:1001;phone-context=other.example | Max-Forwards: 70            | 404",
        "MESSAGE  | tel:1001;isub=1;Phone-Context=other.example | Max-Forwards: 70     | 404",
        "INVITE   | tel:1001;phone-context=+82         | Max-Forwards: 70              | 404",
        "INVITE   | tel:+821001;phone-context=+82      | Max-Forwards: 70              | number +821001",
        "INVITE   | sip:1001;phone-context=other.example@example.com;user=phone | Max-Forwards: 70 | 404",
        "INVITE   | sip:1001;ext=3;phone-context=%2B82@example.com;user=phone | Max-Forwards: 70 | 404",
        "INVITE   | sip:1001;phone-context=example.com@example.com;user=phone | Max-Forwards: 70 | number 1001",
        "OPTIONS  | sip:user;par=u%40example.net@example.com | Max-Forwards: 3         | number user;par=u@example.net",
        "NEW      | sip:1000@example.com               | Max-Forwards: 70              | number 1000",
        // The server itself.
        "REGISTER | sip:example.com                    | Max-Forwards: 0               | server",
        "REGISTER | sip:1000@example.com               | Max-Forwards: 70              | server",
        "REGISTER | sip:example.org                    | Max-Forwards: 70              | 403",
        "OPTIONS  | sip:example.com                    | Max-Forwards: 0               | server",
        "NEW      | sip:127.0.0.1:5060                 | Max-Forwards: 70              | server",
        // No relay, by whatever means.
        "INVITE   | sip:1000@example.org               | Max-Forwards: 70              | 403",
        "INVITE   | sip:1000@198.51.100.1              | Max-Forwards: 70              | 403",
        "INVITE   | sip:1000@example.org;lr            | Route: <sip:example.com;lr>   | 403",
        "INVITE   | sip:1000@example.com               | Route: <sip:198.51.100.1;lr>  | 403",
        "INVITE   | sip:1000@example.com               | Route: <sip:example.com;lr>, <sip:198.51.100.1;lr> | 403",
        "INVITE   | sip:1000@example.com               | Route: <sip:127.0.0.1:5080>   | 403",
        "INVITE   | sip:1000@example.com               | Route: <sip:x@127.0.0.1;lr>   | number 1000",
        "INVITE   | sip:1000@example.com;maddr=198.51.100.1 | Max-Forwards: 70         | number 1000",
        "INVITE   | sip:1000@example.org;maddr=127.0.0.1 | Max-Forwards: 70            | 403",
        // What a proxy has to refuse (RFC 3261 §16.3).
        "INVITE   | sip:1000@example.com               | Max-Forwards: 0               | 483",
        "OPTIONS  | sip:1000@example.com               | Max-Forwards: 0               | 483",
        "OPTIONS  | nobodyKnowsThisScheme:opaque       | Max-Forwards: 3               | 416",
        "OPTIONS  | soap.beep://192.0.2.103:3002       | Max-Forwards: 3               | 416",
        "INVITE   | sip:%20@example.com                | Max-Forwards: 70              | 484",
        "INVITE   | sip:1000@example.com               | Proxy-Require: foo, bar              | 420 foo, bar",
      })
  void request_outside_a_dialog_goes_to_the_server_a_number_or_nowhere(
      String method, String uri, String header, String outcome) {
    assertThat(outcome(request(method, uri, "<sip:x@y.com>", header))).isEqualTo(outcome);
  }

  @Test
  void without_domains_names_are_learned() {
    OwnHosts learning = new OwnHosts(List.of(), List.of("127.0.0.1"), List.of(5060));
    Router r = new Router(learning, tokens);
    SipRequest call = request("INVITE", "sip:1000@Home.example", "<sip:1000@home.example>");
    assertThat(r.route(call)).isInstanceOf(Destination.Refused.class);
    SipRequest register = request("REGISTER", "sip:home.example", "<sip:1000@home.example>");
    assertThat(r.route(register)).isInstanceOf(Destination.Server.class);
    learning.learn("home.example");
    assertThat(r.route(call)).isInstanceOf(Destination.Dialled.class);
  }

  private String recorded(Flow flow) {
    return "<sip:" + tokens.make(flow, 1, new UUID(1, 2)) + "@127.0.0.1:5060;lr>";
  }

  @Test
  void dialog_goes_to_the_side_whose_address_comes_second() {
    String route = "Route: " + recorded(CALLER) + ", " + recorded(CALLEE);
    SipRequest bye = request("BYE", "sip:1000@10.0.0.7", "<sip:x@y.com>;tag=2", route);
    assertThat(outcome(bye)).isEqualTo("dialog 40002");
    Destination.InDialog d = (Destination.InDialog) router.route(bye);
    assertThat(d.request().headers().has(HeaderName.ROUTE)).isFalse();
    assertThat(d.request().requestUriText()).isEqualTo("sip:1000@10.0.0.7");
  }

  @Test
  void further_route_of_a_dialog_is_kept() {
    String route = "Route: " + recorded(CALLEE) + ", " + recorded(CALLER) + ", <sip:p.org;lr>";
    SipRequest bye = request("BYE", "sip:a@example.org", "<sip:x@y.com>;tag=2", route);
    Destination.InDialog d = (Destination.InDialog) router.route(bye);
    assertThat(d.target().flow()).isEqualTo(CALLER);
    assertThat(d.request().headers().values(HeaderName.ROUTE)).containsExactly("<sip:p.org;lr>");
  }

  @Test
  void strict_router_is_understood() {
    String uri = recorded(CALLEE).replaceAll("[<>]", "");
    SipRequest bye = request("BYE", uri, "<sip:x@y.com>;tag=2", "Route: <sip:1000@10.0.0.7:5062>");
    Destination.InDialog d = (Destination.InDialog) router.route(bye);
    assertThat(d.target().flow()).isEqualTo(CALLEE);
    assertThat(d.request().requestUriText()).isEqualTo("sip:1000@10.0.0.7:5062");
    assertThat(d.request().headers().has(HeaderName.ROUTE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"sip:1000@example.com", "sip:1000@198.51.100.1", "sip:example.com"})
  void dialog_that_we_do_not_route_does_not_exist_here(String uri) {
    String[] routes = {
      "Max-Forwards: 70",
      "Route: <sip:example.com;lr>",
      "Route: <sip:forgedforgedforgedforged@127.0.0.1;lr>",
      "Route: <sip:198.51.100.1;lr>"
    };
    for (String route : routes) {
      assertThat(outcome(request("BYE", uri, "<sip:x@y.com>;tag=2", route))).isEqualTo("481");
    }
  }

  @Test
  void token_opens_nothing_outside_a_dialog() {
    SipRequest invite =
        request("INVITE", "sip:1000@10.0.0.7", "<sip:x@y.com>", "Route: " + recorded(CALLEE));
    assertThat(outcome(invite)).isEqualTo("403");
  }

  @Test
  void dialog_with_no_hops_left_ends_here() {
    SipRequest bye =
        request(
            "BYE",
            "sip:1000@10.0.0.7",
            "<sip:x@y.com>;tag=2",
            "Max-Forwards: 0",
            "Route: " + recorded(CALLEE));
    assertThat(outcome(bye)).isEqualTo("483");
  }
}
