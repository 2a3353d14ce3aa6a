// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;

/** REGISTER requests and flows for the tests of this package. */
@SuppressWarnings("AddressSelection") // only literals
final class Registers {
  private Registers() {}

  /** A REGISTER with this Call-ID, CSeq and further header lines. */
  static SipRequest register(String callId, int cseq, String... lines) {
    String text =
        """
        REGISTER sip:example.com SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
        Max-Forwards: 70
        From: <sip:1000@example.com>;tag=1
        To: <sip:1000@example.com>
        """
            + "Call-ID: "
            + callId
            + "\nCSeq: "
            + cseq
            + " REGISTER\n"
            + String.join("\n", lines)
            + (lines.length == 0 ? "" : "\n")
            + "Content-Length: 0\n\n";
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    return (SipRequest) ((Parsed.Message) parsed).message();
  }

  static Flow flow(TransportProtocol protocol, String remote, int port) {
    return new Flow(
        protocol, new InetSocketAddress("127.0.0.1", 5060), new InetSocketAddress(remote, port), 0);
  }

  static Flow udp(String remote, int port) {
    return flow(TransportProtocol.UDP, remote, port);
  }
}
