// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Locale;

/** Which way a stream flows, seen from the one who describes it. RFC 8866 §6.7. */
public enum Direction {
  /** Both ways; what holds when nothing is said. */
  SENDRECV(true, true),
  /** The describer only sends. */
  SENDONLY(true, false),
  /** The describer only receives. */
  RECVONLY(false, true),
  /** Neither. */
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  private static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }

  /** Whether the describer sends. */
  public boolean sends() {
    return sends;
  }

  /** Whether the describer receives. */
  public boolean receives() {
    return receives;
  }

  /** The same stream seen from the other end. */
  public Direction reversed() {
    return of(receives, sends);
  }

  /**
   * What may be answered to an offer of this direction by one who wants {@code wanted} (RFC 3264
   * §6.1).
   */
  public Direction answered(Direction wanted) {
    return of(receives && wanted.sends, sends && wanted.receives);
  }

  /** The name of its attribute. */
  public String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
