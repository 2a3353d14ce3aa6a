// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The transports that Ringpost speaks (RFC 3261 §18, RFC 7118). */
public enum TransportProtocol {
  UDP(false, false, 5060),
  TCP(true, false, 5060),
  TLS(true, true, 5061),
  WS(true, false, 80),
  WSS(true, true, 443);

  private final boolean reliable;
  private final boolean secure;
  private final int defaultPort;
  private final String uriToken = name().toLowerCase(Locale.ROOT);

  TransportProtocol(boolean reliable, boolean secure, int defaultPort) {
    this.reliable = reliable;
    this.secure = secure;
    this.defaultPort = defaultPort;
  }

  /** Whether the transport itself delivers or reports failure, so that SIP does not retransmit. */
  public boolean reliable() {
    return reliable;
  }

  /** Whether the hop is encrypted. */
  public boolean secure() {
    return secure;
  }

  /** The port that is meant when none is written (RFC 3261 §19.1.2, RFC 7118 §5). */
  public int defaultPort() {
    return defaultPort;
  }

  /** The token in a Via, such as {@code UDP}. */
  public String viaToken() {
    return name();
  }

  /** The value of a URI's {@code transport} parameter, such as {@code udp}. */
  public String uriToken() {
    return uriToken;
  }

  /** The transport that a Via or a URI parameter names, in any case; null if it is none of ours. */
  public static @Nullable TransportProtocol of(String token) {
    for (TransportProtocol p : values()) {
      if (p.uriToken.equalsIgnoreCase(token)) {
        return p;
      }
    }
    return null;
  }
}
