// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.ringpost.sip.message.Host;

/** A range of addresses, such as {@code 10.1.0.0/16} or {@code 2001:db8::/32}. */
final class AddressBlock {
  private final byte[] address;
  private final int bits;

  private AddressBlock(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads one; without a slash it is a single address.
   *
   * @throws IllegalArgumentException with a message for the operator, if it is none
   */
  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String ip = slash < 0 ? text : text.substring(0, slash);
    if (!Host.isAddress(ip)) {
      throw new IllegalArgumentException(wrong(text));
    }
    try {
      byte[] address = InetAddress.getByName(ip).getAddress();
      int all = address.length * 8;
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > all) {
        throw new IllegalArgumentException(wrong(text));
      }
      return new AddressBlock(address, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
  }

  private static String wrong(String text) {
    return "'"
        + text
        + "' is no network: write an address and how many of its bits count,"
        + " such as 10.1.0.0/16 or 2001:db8::/32";
  }

  /** Whether the address lies in it; one of the other family never does. */
  boolean contains(InetAddress other) {
    byte[] o = other.getAddress();
    if (o.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (o[i] != address[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((o[whole] ^ address[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
  }
}
