// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static net.ringpost.sip.parse.TortureCase.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Via;
import net.ringpost.sip.parse.TortureCase.OnStream;
import org.jspecify.annotations.Nullable;

/** The messages of RFC 4475 that are accepted, and exactly what is read from them. */
final class Rfc4475Valid {
  static final List<TortureCase> CASES =
      List.of(
          valid("wsinv", "§3.1.1.1", "rings", Rfc4475Valid::wsinv),
          valid("intmeth", "§3.1.1.2", "501 or relays", Rfc4475Valid::intmeth),
          valid("esc01", "§3.1.1.3", "rings", Rfc4475Valid::esc01),
          valid("escnull", "§3.1.1.4", "registers two contacts", Rfc4475Valid::escnull),
          valid("esc02", "§3.1.1.5", "501: an unknown method, no REGISTER", Rfc4475Valid::esc02),
          valid(
              "lwsdisp",
              "§3.1.1.6",
              "200",
              m -> name(m.from(), "caller", "sip:caller@example.com")),
          valid("longreq", "§3.1.1.7", "rings", Rfc4475Valid::longreq),
          valid("dblreq", "§3.1.1.8", "registers; the rest is ignored", Rfc4475Valid::dblreq)
              .on(OnStream.TWO_MESSAGES),
          valid("semiuri", "§3.1.1.9", "200 or 404", Rfc4475Valid::semiuri),
          valid("transports", "§3.1.1.10", "200", Rfc4475Valid::transports),
          valid("mpart01", "§3.1.1.11", "delivers", Rfc4475Valid::mpart01),
          valid("unreason", "§3.1.1.12", "no transaction: drops it", Rfc4475Valid::unreason),
          valid("noreason", "§3.1.1.13", "no transaction: drops it", Rfc4475Valid::noreason),
          valid("unkscm", "§3.3.2", "416", m -> scheme(m, "nobodyknowsthisscheme")),
          valid("novelsc", "§3.3.3", "416", m -> scheme(m, "soap.beep")),
          valid("unksm2", "§3.3.4", "400 or 404: nobody's address", Rfc4475Valid::unksm2),
          valid("bext01", "§3.3.5", "420", Rfc4475Valid::bext01),
          valid("invut", "§3.3.6", "415", m -> type(m, "application/unknownformat", 40)),
          valid("regaut01", "§3.3.7", "401", Rfc4475Valid::regaut01),
          valid("bcast", "§3.3.10", "two Via: drops it", Rfc4475Valid::bcast),
          valid("zeromf", "§3.3.11", "483, or 200 for oneself", Rfc4475Valid::zeromf),
          valid("cparam01", "§3.3.12", "registers", m -> contact(m, false)),
          valid("cparam02", "§3.3.13", "registers", m -> contact(m, true)),
          valid("regescrt", "§3.3.14", "registers", Rfc4475Valid::regescrt),
          valid(
              "sdp01", "§3.3.15", "406", m -> header(m, HeaderName.ACCEPT, "text/nobodyKnowsThis")),
          valid("inv2543", "§3.4.1", "rings", Rfc4475Valid::inv2543).on(OnStream.CLOSES));

  private Rfc4475Valid() {}

  private static void header(SipMessage m, HeaderName name, String... values) {
    assertThat(m.headers().values(name)).containsExactly(values);
  }

  private static void name(NameAddr address, @Nullable String name, String uri) {
    assertThat(address.displayName()).isEqualTo(name);
    assertThat(address.uri().toString()).isEqualTo(uri);
  }

  private static SipUri target(SipMessage m) {
    return (SipUri) ((SipRequest) m).requestUri();
  }

  private static SipUri sip(NameAddr address) {
    return (SipUri) address.uri();
  }

  private static void scheme(SipMessage m, String scheme) {
    assertThat(((SipRequest) m).requestUri().scheme()).isEqualTo(scheme);
    assertThat(m.cseq().number()).isEqualTo(3923423);
  }

  private static void type(SipMessage m, String type, int length) {
    assertThat(m.contentType()).isEqualTo(type);
    assertThat(m.body()).hasSize(length);
  }

  private static void wsinv(SipMessage m) {
    assertThat(target(m).user()).isEqualTo("vivekg");
    assertThat(target(m).hasParam("unknownparam")).isTrue();
    name(m.to(), null, "sip:vivekg@chair-dnrc.example.com");
    assertThat(m.toTag()).isEqualTo("1918181833n");
    name(m.from(), "J Rosenberg \\\"", "sip:jdrosen@example.com");
    assertThat(m.fromTag()).isEqualTo("98asjd8");
    assertThat(m.maxForwards()).hasValue(68);
    assertThat(m.cseq().number()).isEqualTo(9);
    assertThat(m.cseq().method()).isSameAs(Method.INVITE);
    assertThat(m.contentLength()).hasValue(150);
    assertThat(m.vias())
        .extracting(Via::toString)
        .containsExactly(
            "SIP/2.0/UDP 192.0.2.2;branch=390skdjuw",
            "SIP/2.0/TCP spindle.example.com;branch=z9hG4bK9ikj8",
            "SIP/2.0/UDP 192.168.255.111;branch=z9hG4bK30239");
    header(m, HeaderName.SUBJECT, "");
    header(m, HeaderName.of("NewFangledHeader"), "newfangled value continued newfangled value");
    header(m, HeaderName.of("unknownheaderwithunusualvalue"), ";;,,;;,;");
    assertThat(sip(m.routes().get(0)).hasParam("lr")).isTrue();
    assertThat(sip(m.routes().get(0)).param("unknownwith")).isEqualTo("value");
    NameAddr contact = m.contacts().get(0);
    name(contact, "Quoted string \"\"", "sip:jdrosen@example.com");
    assertThat(contact.params().get("newparam")).isEqualTo("newvalue");
    assertThat(contact.params().get("secondparam")).isEmpty();
    assertThat(contact.params().get("q")).isEqualTo("0.33");
    assertThat(m.headers().size()).isEqualTo(14);
  }

  private static void intmeth(SipMessage m) {
    assertThat(m.method().token()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
    assertThat(m.method().known()).isFalse();
    assertThat(m.cseq().method()).isEqualTo(m.method());
    assertThat(target(m).user()).isEqualTo("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
    assertThat(target(m).password()).isEqualTo("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
    assertThat(m.to().displayName()).isEqualTo("BEL:\u0007 NUL:\0 DEL:\u007f");
    assertThat(m.from().displayName()).isEqualTo("token1~` token2'+_ token3*%!.-");
    assertThat(m.from().params().get("fromParam''~+*_!.-%")).isEqualTo("работающий");
    assertThat(m.fromTag()).isEqualTo("_token~1'+`*%!-.");
    assertThat(m.callId()).isEqualTo("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
    assertThat(m.maxForwards()).hasValue(255);
    header(m, HeaderName.of("extensionHeader-!.%*+_`'~"), "\ufeff大停電");
  }

  private static void esc01(SipMessage m) {
    assertThat(target(m).user()).isEqualTo("sips:user@example.com");
    assertThat(target(m).host()).isEqualTo("example.net");
    assertThat(target(m).secure()).isFalse();
    assertThat(sip(m.to()).user()).isEqualTo("user");
    assertThat(sip(m.from()).user()).isEqualTo("I have spaces");
    SipUri contact = sip(m.contacts().get(0));
    assertThat(contact.user()).isEqualTo("caller");
    assertThat(contact.hasParam("lr")).isTrue();
    assertThat(contact.param("name")).isEqualTo("value%41");
  }

  private static void escnull(SipMessage m) {
    assertThat(sip(m.to()).user()).isEqualTo("null-\0-null");
    assertThat(m.contacts())
        .extracting(c -> String.valueOf(sip(c).user()))
        .containsExactly("\0", "\0\0");
  }

  private static void esc02(SipMessage m) {
    assertThat(m.method()).isNotEqualTo(Method.REGISTER);
    assertThat(m.method().token()).isEqualTo("RE%47IST%45R");
    assertThat(m.to().displayName()).isEqualTo("%Z%45");
    assertThat(m.topVia().branch()).isEqualTo("z9hG4bK209%fzsnel234");
    assertThat(m.contacts())
        .extracting(c -> String.valueOf(sip(c).user()))
        .containsExactly("alias1", "alias3");
    header(m, HeaderName.of("C%6Fntact"), "<sip:alias2@host2.example.com>");
  }

  private static void longreq(SipMessage m) {
    assertThat(m.vias()).hasSize(34);
    assertThat(m.vias())
        .extracting(Via::host)
        .startsWith("sip33.example.com")
        .endsWith("host.example.com");
    assertThat(m.vias().get(33).received()).isEqualTo("192.0.2.5");
    assertThat(m.to().displayName()).startsWith("I have a user name").hasSize(103);
    assertThat(sip(m.to()).port()).isEqualTo(6000);
    assertThat(m.from().params().size()).isEqualTo(3);
    assertThat(m.fromTag()).hasSize(155).startsWith("1298298");
    assertThat(m.maxForwards()).hasValue(70);
    type(m, "application/sdp", 150);
  }

  private static void dblreq(SipMessage m) {
    assertThat(m.method()).isSameAs(Method.REGISTER);
    assertThat(m.callId()).isEqualTo("dblreq.0ha0isndaksdj99sdfafnl3lk233412");
    assertThat(m.body()).isEmpty();
  }

  private static void semiuri(SipMessage m) {
    assertThat(target(m).user()).isEqualTo("user;par=u@example.net");
    assertThat(target(m).host()).isEqualTo("example.com");
    assertThat(target(m).params().isEmpty()).isTrue();
    header(
        m,
        HeaderName.ACCEPT,
        "application/sdp",
        "application/pkcs7-mime",
        "multipart/mixed",
        "multipart/signed",
        "message/sip",
        "message/sipfrag");
  }

  private static void transports(SipMessage m) {
    assertThat(m.vias())
        .extracting(Via::transport)
        .containsExactly("UDP", "SCTP", "TLS", "UNKNOWN", "TCP");
    assertThat(m.callId()).isEqualTo("transports.kijh4akdnaqjkwendsasfdj");
  }

  private static void mpart01(SipMessage m) {
    type(m, "multipart/mixed;boundary=7a9cbec02ceef655", 553);
    assertThat(m.method()).isSameAs(Method.MESSAGE);
    assertThat(m.topVia().hasRport()).isTrue();
    assertThat(m.topVia().rport()).isEqualTo(-1);
  }

  private static void unreason(SipMessage m) {
    SipResponse r = (SipResponse) m;
    assertThat(r.code()).isEqualTo(200);
    assertThat(r.reason()).isEqualTo("= 2**3 * 5**2 но сто девяносто девять - простое");
    assertThat(r.method()).isSameAs(Method.INVITE);
  }

  private static void noreason(SipMessage m) {
    assertThat(((SipResponse) m).code()).isEqualTo(100);
    assertThat(((SipResponse) m).reason()).isEmpty();
  }

  private static void unksm2(SipMessage m) {
    name(m.to(), null, "isbn:2983792873");
    name(m.from(), null, "http://www.example.com");
    assertThat(m.fromTag()).isEqualTo("3234233");
    name(m.contacts().get(0), null, "name:John_Smith");
  }

  private static void bext01(SipMessage m) {
    header(m, HeaderName.REQUIRE, "nothingSupportsThis", "nothingSupportsThisEither");
    header(m, HeaderName.PROXY_REQUIRE, "noProxiesSupportThis", "norDoAnyProxiesSupportThis");
  }

  private static void regaut01(SipMessage m) {
    header(m, HeaderName.AUTHORIZATION, "NoOneKnowsThisScheme opaque-data=here");
  }

  private static void bcast(SipMessage m) {
    assertThat(m.vias()).extracting(Via::host).containsExactly("192.0.2.198", "255.255.255.255");
    assertThat(m.toTag()).isEqualTo("2229");
    type(m, "application/sdp", 154);
  }

  private static void zeromf(SipMessage m) {
    assertThat(m.maxForwards()).hasValue(0);
    assertThat(m.cseq().number()).isEqualTo(39234321);
  }

  private static void contact(SipMessage m, boolean inUri) {
    NameAddr contact = m.contacts().get(0);
    assertThat(sip(contact).user()).isEqualTo("+19725552222");
    assertThat(sip(contact).hasParam("unknownparam")).isEqualTo(inUri);
    assertThat(contact.params().has("unknownparam")).isEqualTo(!inUri);
  }

  private static void regescrt(SipMessage m) {
    SipUri contact = sip(m.contacts().get(0));
    assertThat(contact.header("Route")).isEqualTo("<sip:sip.example.com>");
    assertThat(contact.user()).isEqualTo("user");
  }

  private static void inv2543(SipMessage m) {
    assertThat(m.topVia().branch()).isNull();
    assertThat(m.topVia().hasMagicCookie()).isFalse();
    assertThat(m.fromTag()).isNull();
    assertThat(m.maxForwards()).isEmpty();
    assertThat(m.to().params().get("user")).isEqualTo("phone");
    assertThat(sip(m.from()).param("user")).isEqualTo("phone");
    assertThat(sip(m.recordRoutes().get(0)).param("maddr")).isEqualTo("ss1.example.com");
    assertThat(m.bodySlice().toString()).startsWith("v=0").endsWith("RTP/AVP 0\r\n");
  }
}
