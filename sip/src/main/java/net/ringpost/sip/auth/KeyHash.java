// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One number for an address together with texts, for tables that are to stay small. Nobody outside
 * can choose what passes for something else.
 */
final class KeyHash {
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int BETWEEN = -1;

  private final long seed = new SecureRandom().nextLong();

  /** All addresses of an IPv6 network are one: whoever has one has the 2^64 of its network. */
  long of(InetAddress source, String... texts) {
    byte[] bytes = source.getAddress();
    long h = seed;
    for (int i = 0; i < networkLength(source, bytes); i++) {
      h = mixed(h, bytes[i]);
    }
    for (String text : texts) {
      h = mixed(h, BETWEEN);
      for (int i = 0; i < text.length(); i++) {
        h = mixed(h, text.charAt(i));
      }
    }
    return h;
  }

  private static long mixed(long h, int value) {
    long m = (h ^ value) * 0x9E3779B97F4A7C15L;
    return m ^ (m >>> 32);
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
