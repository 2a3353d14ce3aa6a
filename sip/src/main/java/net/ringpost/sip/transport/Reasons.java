// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.Host;

/** Why something failed, in words for a log or a person. */
final class Reasons {
  private Reasons() {}

  static String address(Flow flow) {
    return address(flow.remote());
  }

  /** Such as {@code 192.0.2.1:5060} or {@code [2001:db8::1]:5060}. */
  static String address(InetSocketAddress a) {
    String host = a.getAddress().getHostAddress();
    return Host.bracketed(host) + ":" + a.getPort();
  }

  static String notConnected(InetSocketAddress remote, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectTimeoutException) {
      why = "no answer in time";
    } else if (cause instanceof ConnectException && why.contains("refused")) {
      why = "connection refused";
    }
    return "cannot connect to " + address(remote) + ": " + why;
  }
}
