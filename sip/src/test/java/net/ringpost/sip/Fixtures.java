// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;

/** Messages and flows for the tests of the machines. */
public final class Fixtures {
  public static final long MS = 1_000_000L;
  public static final long SECOND = 1000 * MS;

  private Fixtures() {}

  /** A message from its lines; Content-Length is added. */
  public static SipMessage message(String... lines) {
    String text = String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    if (parsed instanceof Parsed.Message m) {
      return m.message();
    }
    throw new IllegalArgumentException(parsed.toString());
  }

  /** A request with its usual headers, from 10.0.0.2 with the branch {@code z9hG4bK-1}. */
  public static SipRequest request(String method, String... more) {
    String[] lines = new String[more.length + 8];
    lines[0] = method + " sip:bob@10.0.0.1 SIP/2.0";
    lines[1] = "Via: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bK-1;rport";
    lines[2] = "Max-Forwards: 70";
    lines[3] = "From: <sip:alice@10.0.0.1>;tag=a";
    lines[4] = "To: <sip:bob@10.0.0.1>";
    lines[5] = "Call-ID: call-1";
    lines[6] = "CSeq: 1 " + method;
    lines[7] = "Contact: <sip:alice@10.0.0.2:5060>";
    System.arraycopy(more, 0, lines, 8, more.length);
    return (SipRequest) message(lines);
  }

  public static SipRequest invite() {
    return request("INVITE");
  }

  /** The answer to a request with the To tag {@code b}. */
  public static SipResponse answer(SipRequest request, int code) {
    return SipResponse.to(request, Status.of(code), null, code == 100 ? null : "b");
  }

  public static InetSocketAddress at(String literal) {
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), 5060);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Flow udp(String local, String remote) {
    return new Flow(TransportProtocol.UDP, at(local), at(remote), 0);
  }
}
