// SPDX-License-Identifier: Apache-2.0
package net.ringpost.benchmark;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;

/** Messages as telephones send them. */
final class Samples {
  private static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.17
      s=-
      c=IN IP4 192.0.2.17
      t=0 0
      m=audio 40000 RTP/AVP 0 8 101
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      a=sendrecv
      """;

  private static final String COMMON =
      """
      Max-Forwards: 70
      From: "Ada" <sip:10000000@example.org>;tag=9fxced76sl
      Call-ID: 3848276298220188511@192.0.2.17
      User-Agent: telephone/1.0
      Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, MESSAGE
      """;

  private Samples() {}

  /** A REGISTER with credentials. */
  static byte[] register() {
    return bytes(
        """
        REGISTER sip:example.org SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.17:5060;branch=z9hG4bKnashds7;rport
        To: <sip:10000000@example.org>
        CSeq: 1826 REGISTER
        Contact: <sip:10000000@192.0.2.17:5060;transport=udp>;expires=3600
        Authorization: Digest username="10000000", realm="example.org", nonce="MTc2MzcyNjA4Nw==", \
        uri="sip:example.org", response="6629fae49393a05397450978507c4ef1", algorithm=MD5, \
        qop=auth, nc=00000001, cnonce="0a4f113b"
        """
            + COMMON
            + "Content-Length: 0\n\n");
  }

  /** An INVITE with an offer. */
  static byte[] invite() {
    return bytes(
        """
        INVITE sip:10000001@example.org SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.17:5060;branch=z9hG4bKnashds8;rport
        To: <sip:10000001@example.org>
        CSeq: 1 INVITE
        Contact: <sip:10000000@192.0.2.17:5060;transport=udp>
        Content-Type: application/sdp
        """
            + COMMON
            + "Content-Length: "
            + bytes(SDP).length
            + "\n\n"
            + SDP);
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Read as it comes in a datagram. */
  static SipMessage parsed(byte[] bytes) {
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    if (parsed instanceof Parsed.Message message) {
      return message.message();
    }
    throw new IllegalStateException("a sample cannot be read: " + parsed);
  }
}
