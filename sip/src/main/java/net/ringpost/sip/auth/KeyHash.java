// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import net.ringpost.sip.hash.Hash64;

/**
 * One number for an address together with texts, for tables that are to stay small. Nobody outside
 * can choose what passes for something else.
 */
final class KeyHash {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final long seed = new SecureRandom().nextLong();

  /** All addresses of an IPv6 network are one: whoever has one has the 2^64 of its network. */
  long of(InetAddress source, String... texts) {
    byte[] bytes = source.getAddress();
    long h = Hash64.mix(seed, bytes, 0, networkLength(source, bytes));
    for (String text : texts) {
      h = Hash64.mix(h, text);
    }
    return h;
  }

  private static int networkLength(InetAddress source, byte[] bytes) {
    return source instanceof Inet4Address ? bytes.length : IPV6_NETWORK_BYTES;
  }

  /** The address's network, as text. */
  static String network(InetAddress source) {
    byte[] bytes = source.getAddress();
    return HexFormat.of().formatHex(bytes, 0, networkLength(source, bytes));
  }
}
