// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import java.net.InetAddress;
import net.ringpost.server.location.Reach;

/** Whether the server stays in a dialog (Record-Route) or leaves it to the two terminals. */
public enum StayInPath {
  /** Only where the terminals cannot reach each other's signalling address. */
  AUTO,
  /** Always. */
  ALWAYS;

  private enum Scope {
    LOOPBACK,
    LINK,
    PRIVATE,
    GLOBAL
  }

  /**
   * Decides for one caller and one terminal of the callee.
   *
   * <p>They reach each other if both are at the address they claim, over UDP (a connection belongs
   * to those who have it), and both addresses are of one family and one kind: a private address is
   * no use to somebody who has a public one, nor a loopback one to anybody else.
   */
  boolean needed(Reach caller, Reach callee) {
    if (this == ALWAYS || !caller.direct() || !callee.direct()) {
      return true;
    }
    InetAddress a = caller.flow().remote().getAddress();
    InetAddress b = callee.flow().remote().getAddress();
    return a.getAddress().length != b.getAddress().length || scope(a) != scope(b);
  }

  private static Scope scope(InetAddress a) {
    if (a.isLoopbackAddress()) {
      return Scope.LOOPBACK;
    }
    if (a.isLinkLocalAddress()) {
      return Scope.LINK;
    }
    boolean uniqueLocal = a.getAddress().length == 16 && (a.getAddress()[0] & 0xfe) == 0xfc;
    return a.isSiteLocalAddress() || uniqueLocal ? Scope.PRIVATE : Scope.GLOBAL;
  }
}
