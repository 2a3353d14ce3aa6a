// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Predicate;
import net.ringpost.sip.registrar.ContactRoute;

/** Whether the server stays in a dialog (Record-Route) or leaves it to the two terminals. */
public enum RecordRoutePolicy {
  /** Unless the terminals are known to reach each other's signalling address. */
  AUTO,
  /** Always. */
  ALWAYS;

  /** How many bytes of a private IPv4 address name its network, as nearly all are numbered. */
  private static final int NETWORK_IPV4 = 3;

  /** RFC 4291 §2.5.1: the rest of an IPv6 address names the machine. */
  private static final int NETWORK_IPV6 = 8;

  /**
   * Decides for one caller and one terminal of the callee.
   *
   * <p>An address that is seen as it is claimed says nothing about who gets there: a firewall lets
   * in whom its terminal has written to, which is the server alone. To leave then is to leave the
   * callee with a call that nobody can confirm or end. So they are left to themselves only where
   * both are at the address that they claim, over UDP (a connection belongs to those who have it),
   * and nothing is between them: at one address, in one private network, or both among the trusted
   * peers, whose network is the operator's.
   *
   * @param trusted the trusted peers
   */
  boolean needed(ContactRoute caller, ContactRoute callee, Predicate<InetAddress> trusted) {
    if (this == ALWAYS || !caller.direct() || !callee.direct()) {
      return true;
    }
    InetAddress a = caller.flow().remote().getAddress();
    InetAddress b = callee.flow().remote().getAddress();
    if (a.getAddress().length != b.getAddress().length) {
      return true;
    }
    return !neighbours(a, b) && !(trusted.test(a) && trusted.test(b));
  }

  private static boolean neighbours(InetAddress a, InetAddress b) {
    if (a.equals(b)
        || (a.isLoopbackAddress() && b.isLoopbackAddress())
        || (a.isLinkLocalAddress() && b.isLinkLocalAddress())) {
      return true;
    }
    boolean ipv6 = a.getAddress().length == 16;
    return (ipv6 || (a.isSiteLocalAddress() && b.isSiteLocalAddress()))
        && samePrefix(a, b, ipv6 ? NETWORK_IPV6 : NETWORK_IPV4);
  }

  private static boolean samePrefix(InetAddress a, InetAddress b, int bytes) {
    return Arrays.equals(a.getAddress(), 0, bytes, b.getAddress(), 0, bytes);
  }
}
