// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many accounts from one address (IPv6: from one /64), and then one more each time its share of
 * the hour has passed. Who is refused for another reason has used up a tenth of an account: names
 * cannot be tried without end.
 *
 * <p>Pure: time is passed in ({@code System.nanoTime()} scale). The 100,000 latest addresses are
 * remembered. Safe for use by several threads.
 */
final class SignUpLimiter {
  private static final double NANOS_AN_HOUR = Duration.ofHours(1).toNanos();
  private static final double REFUSED = 0.1;
  private static final int MOST_ADDRESSES = 100_000;
  private static final int IPV6_NETWORK_BYTES = 8;

  /** What an address has left, and since when that is so. */
  private record Share(double left, long at) {}

  private final int perHour;
  private final Map<String, Share> shares =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * @param perHour how many accounts; 0 for as many as are wanted
   */
  SignUpLimiter(int perHour) {
    this.perHour = perHour;
  }

  /**
   * Takes one account from an address's share.
   *
   * @return zero if there was one; else nothing was taken, and after this time there will be
   */
  synchronized Duration take(InetAddress from, long now) {
    if (perHour == 0) {
      return Duration.ZERO;
    }
    double left = left(from, now);
    if (left < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - left) * NANOS_AN_HOUR / perHour));
    }
    shares.put(network(from), new Share(left - 1, now));
    return Duration.ZERO;
  }

  /** What was taken did not become an account. */
  synchronized void refused(InetAddress from, long now) {
    if (perHour > 0) {
      double left = Math.min(perHour, left(from, now) + 1 - REFUSED);
      shares.put(network(from), new Share(left, now));
    }
  }

  private double left(InetAddress from, long now) {
    Share share = shares.get(network(from));
    return share == null
        ? perHour
        : Math.min(perHour, share.left + (now - share.at) * perHour / NANOS_AN_HOUR);
  }

  // A household has a /64 of IPv6.
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
