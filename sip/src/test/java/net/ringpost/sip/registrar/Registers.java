// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.net.InetSocketAddress;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.TransportProtocol;

/** REGISTER requests and flows for the tests of this package. */
final class Registers {
  private Registers() {}

  /** A REGISTER with this Call-ID, CSeq and further header lines. */
  static SipRequest register(String callId, int cseq, String... lines) {
    SipRequest plain = Fixtures.request("REGISTER");
    HeaderEditor edit = plain.headers().edit().remove(HeaderName.CONTACT);
    edit.set(HeaderName.CALL_ID, callId).set(HeaderName.CSEQ, cseq + " REGISTER");
    for (String line : lines) {
      int colon = line.indexOf(':');
      edit.append(HeaderName.of(line.substring(0, colon)), line.substring(colon + 1).strip());
    }
    return plain.withHeaders(edit.build());
  }

  static Flow flow(TransportProtocol protocol, String remote, int port) {
    Flow at = Fixtures.udp("127.0.0.1", remote);
    return new Flow(protocol, at.local(), new InetSocketAddress(at.remote().getAddress(), port), 0);
  }

  static Flow udp(String remote, int port) {
    return flow(TransportProtocol.UDP, remote, port);
  }
}
