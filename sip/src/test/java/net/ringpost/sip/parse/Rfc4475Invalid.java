// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static net.ringpost.sip.parse.TortureCase.dropped;
import static net.ringpost.sip.parse.TortureCase.refused;

import java.util.List;
import net.ringpost.sip.parse.TortureCase.OnStream;

/** The messages of RFC 4475 that are refused or dropped before anybody looks at what they want. */
final class Rfc4475Invalid {
  static final List<TortureCase> CASES =
      List.of(
          refused("badinv01", "§3.1.2.1", 400, "Via: parameter name expected"),
          refused("clerr", "§3.1.2.2", 400, "body is shorter than Content-Length")
              .on(OnStream.WAITS),
          refused("ncl", "§3.1.2.3", 400, "Content-Length is no single number").on(OnStream.CLOSES),
          refused("scalar02", "§3.1.2.4", 400, "CSeq: sequence number is greater than"),
          dropped("scalarlg", "§3.1.2.5", "CSeq: sequence number is greater than"),
          refused("quotbal", "§3.1.2.6", 400, "To: quoted string is not closed"),
          refused("ltgtruri", "§3.1.2.7", 400, "URI: no URI scheme"),
          refused("lwsruri", "§3.1.2.8", 400, "request line without exactly two spaces"),
          refused("lwsstart", "§3.1.2.9", 400, "request line without exactly two spaces"),
          refused("trws", "§3.1.2.10", 400, "space after the request line"),
          refused("escruri", "§3.1.2.11", 400, "Request-URI: contains headers"),
          refused("baddate", "§3.1.2.12", 400, "Date: no RFC 1123 date in GMT"),
          refused("regbadct", "§3.1.2.13", 400, "Contact: '?' in a URI that is not in '<>'"),
          refused("badaspec", "§3.1.2.14", 400, "To: no URI scheme"),
          // The archive's file lacks the empty line, so that already its structure is broken.
          refused("baddn", "§3.1.2.15", 400, "no empty line after the headers").on(OnStream.WAITS),
          refused("badvers", "§3.1.2.16", 505, "SIP version is not 2.0"),
          refused("mismatch01", "§3.1.2.17", 400, "CSeq: method is not that of the request line"),
          refused("mismatch02", "§3.1.2.18", 501, "CSeq: method is not that of the request line"),
          dropped("bigcode", "§3.1.2.19", "no status code of 100 to 699"),
          refused("badbranch", "§3.2.1", 400, "Via: branch is nothing but the magic cookie"),
          refused("insuf", "§3.3.1", 400, "Call-ID: header missing"),
          refused("multi01", "§3.3.8", 400, "CSeq: header more than once"),
          refused("mcl01", "§3.3.9", 400, "Content-Length is no single number")
              .on(OnStream.CLOSES));

  private Rfc4475Invalid() {}
}
