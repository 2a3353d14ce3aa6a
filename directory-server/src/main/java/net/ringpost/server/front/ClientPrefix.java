// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Whom a limit counts for: an IPv4 address, or the 64 bits of IPv6 that one site is given. */
final class ClientPrefix {
  private static final int SITE_BYTES = 8;

  private final byte[] address;

  private ClientPrefix(byte[] address) {
    this.address = address;
  }

  /** The client behind an address. */
  static ClientPrefix of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new ClientPrefix(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, SITE_BYTES) : bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientPrefix c && Arrays.equals(address, c.address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address);
  }
}
