// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Via;

/** Notes on a request's top Via where it really came from. */
public final class ReceivedParameter {
  private ReceivedParameter() {}

  /**
   * The request with {@code received} and {@code rport} filled in (RFC 3261 §18.2.1, RFC 3581 §4).
   *
   * @throws net.ringpost.sip.message.MalformedException if it has no Via that can be read
   */
  public static SipRequest noted(SipRequest received, Flow from) {
    return noted(received, received.topVia(), from.remote());
  }

  /**
   * RFC 3261 §18.2.1: {@code received} if the sender does not name its address; RFC 3581 §4: {@code
   * rport} if asked for, then {@code received} in any case. A value that the sender put there
   * itself is overwritten.
   */
  static SipRequest noted(SipRequest request, Via top, InetSocketAddress source) {
    String address = text(source.getAddress());
    boolean rport = top.hasRport();
    boolean claimed = top.params().has("received");
    if (!rport && !claimed && top.host().equalsIgnoreCase(address)) {
      return request;
    }
    Via noted = top.withParam("received", address);
    if (rport) {
      noted = noted.withParam("rport", Integer.toString(source.getPort()));
    }
    return request.withHeaders(request.headers().edit().replaceFirst(noted).build());
  }

  /** An address without the scope that Java appends to link-local ones. */
  static String text(InetAddress address) {
    String s = address.getHostAddress();
    int scope = s.indexOf('%');
    return scope < 0 ? s : s.substring(0, scope);
  }
}
