// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this server does with each message of RFC 4475 and RFC 5118: the strict one of the outcomes
 * that the RFC allows. The server is at home in {@link #DOMAINS}; {@code user} has a terminal.
 *
 * @param name of the message's file
 * @param datagram what is answered: a status, {@code rings} if the message reaches the terminal, or
 *     {@code nothing}
 * @param stream the same over TCP
 */
record Torture(String name, String datagram, String stream) {
  /** Where the messages' own users live; {@code example.net} and others are strangers. */
  static final List<String> DOMAINS =
      List.of(
          "example.com",
          "chair-dnrc.example.com",
          "registrar.example.com",
          "2001:db8::10",
          "2001:db8::192.0.2.1");

  static final List<Torture> ALL =
      List.of(
          // A request within a dialog that this server does not route: no such dialog.
          both("rfc4475/wsinv", "481"),
          // Well-formed, method and all; its sender claims to be a member and has to prove it.
          both("rfc4475/intmeth", "407"),
          // The escaped user is not taken for an address; example.net is not served here.
          both("rfc4475/esc01", "403"),
          // NUL in a user is data; the registrar asks who it is.
          both("rfc4475/escnull", "401"),
          // RE%47IST%45R is not REGISTER: methods are not unescaped.
          both("rfc4475/esc02", "501"),
          both("rfc4475/lwsdisp", "407"),
          // However long its headers, it gets through.
          both("rfc4475/longreq", "rings"),
          // What follows the body is ignored in a datagram, and a call to nobody in a stream.
          new Torture("rfc4475/dblreq", "401", "401 404"),
          // Semicolon and escaped at sign belong to the user, who does not exist.
          both("rfc4475/semiuri", "404"),
          both("rfc4475/transports", "407"),
          // For example.org by way of another server: nothing is relayed.
          both("rfc4475/mpart01", "403"),
          // Responses that nobody waits for.
          both("rfc4475/unreason", "nothing"),
          both("rfc4475/noreason", "nothing"),
          // Refused for their syntax.
          both("rfc4475/badinv01", "400"),
          new Torture("rfc4475/clerr", "400", "nothing"),
          both("rfc4475/ncl", "400"),
          both("rfc4475/scalar02", "400"),
          both("rfc4475/scalarlg", "nothing"),
          both("rfc4475/quotbal", "400"),
          both("rfc4475/ltgtruri", "400"),
          both("rfc4475/lwsruri", "400"),
          both("rfc4475/lwsstart", "400"),
          both("rfc4475/trws", "400"),
          both("rfc4475/escruri", "400"),
          both("rfc4475/baddate", "400"),
          both("rfc4475/regbadct", "400"),
          both("rfc4475/badaspec", "400"),
          new Torture("rfc4475/baddn", "400", "nothing"),
          both("rfc4475/badvers", "505"),
          both("rfc4475/mismatch01", "400"),
          both("rfc4475/mismatch02", "501"),
          both("rfc4475/bigcode", "nothing"),
          both("rfc4475/badbranch", "400"),
          both("rfc4475/insuf", "400"),
          both("rfc4475/unkscm", "416"),
          both("rfc4475/novelsc", "416"),
          // An address that can never be registered here.
          both("rfc4475/unksm2", "400"),
          // A proxy looks at Proxy-Require only.
          both("rfc4475/bext01", "420"),
          // Bodies are the terminal's business.
          both("rfc4475/invut", "rings"),
          both("rfc4475/sdp01", "rings"),
          // Credentials of an unknown scheme are none.
          both("rfc4475/regaut01", "401"),
          both("rfc4475/multi01", "400"),
          both("rfc4475/mcl01", "400"),
          both("rfc4475/bcast", "nothing"),
          both("rfc4475/zeromf", "483"),
          both("rfc4475/cparam01", "401"),
          both("rfc4475/cparam02", "401"),
          both("rfc4475/regescrt", "401"),
          // RFC 2543 had neither branch nor From tag; but a stream needs a Content-Length.
          new Torture("rfc4475/inv2543", "404", "400"),
          both("rfc5118/ipv6-good", "401"),
          both("rfc5118/ipv6-bad", "400"),
          // 2001:db8::10:5070 is another address, and not ours.
          both("rfc5118/port-ambiguous", "403"),
          both("rfc5118/port-unambiguous", "401"),
          both("rfc5118/via-received-param-with-delim", "481"),
          both("rfc5118/via-received-param-no-delim", "200"),
          both("rfc5118/ipv6-in-sdp", "407"),
          both("rfc5118/mult-ip-in-header", "481"),
          both("rfc5118/mult-ip-in-sdp", "407"),
          both("rfc5118/ipv4-mapped-ipv6", "rings"),
          // Three colons are understood as two.
          both("rfc5118/ipv6-bug-abnf-3-colons", "407"),
          both("rfc5118/ipv6-correct-abnf-2-colons", "407"));

  private static Torture both(String name, String outcome) {
    return new Torture(name, outcome, outcome);
  }

  byte[] bytes() {
    Path vectors = Path.of("..", "sip", "src", "test", "resources", "net", "ringpost", "sip");
    try {
      return Files.readAllBytes(vectors.resolve("vectors").resolve(name + ".dat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
