// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Where media is received: a {@code c=} line, RFC 8866 §5.7.
 *
 * @param ipv6 whether the address type is IP6
 * @param address an address or a host name, without the multicast suffixes
 * @param suffix {@code /ttl/count} of a multicast address as it stands; empty otherwise
 */
public record ConnectionData(boolean ipv6, String address, String suffix) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one of them is no word
   */
  public ConnectionData {
    SdpText.word(address + suffix, "the address");
  }

  /** A unicast address or a host name. */
  public ConnectionData(boolean ipv6, String address) {
    this(ipv6, address, "");
  }

  /** Of an address of this machine. */
  public static ConnectionData of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new ConnectionData(
        address instanceof Inet6Address, zone < 0 ? text : text.substring(0, zone));
  }

  /**
   * Reads what stands after {@code c=}.
   *
   * @throws IllegalArgumentException with the reason, if it is no connection
   */
  static ConnectionData parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 3 || !words[0].equals("IN")) {
      throw new IllegalArgumentException("a connection reads 'IN IP4|IP6 ADDRESS'");
    }
    return of(words[1], words[2]);
  }

  static ConnectionData of(String type, String address) {
    if (!type.equals("IP4") && !type.equals("IP6")) {
      throw new IllegalArgumentException("the address type must be IP4 or IP6, not '" + type + "'");
    }
    int slash = address.indexOf('/');
    String bare = slash < 0 ? address : address.substring(0, slash);
    if (bare.isEmpty()) {
      throw new IllegalArgumentException("the address is empty");
    }
    return new ConnectionData(type.equals("IP6"), bare, slash < 0 ? "" : address.substring(slash));
  }

  /** Whether it is the all-zero address by which RFC 2543 phones hold a call (RFC 3264 §8.4). */
  public boolean zero() {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  /** As it stands after {@code c=}. */
  @Override
  public String toString() {
    return "IN " + (ipv6 ? "IP6 " : "IP4 ") + address + suffix;
  }
}
