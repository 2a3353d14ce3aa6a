// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.ringpost.sip.message.Host;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from that proxies have passed on, as far as they are believed.
 *
 * @param scheme {@code http} or {@code https} as the client spoke it; null if no proxy says
 * @param host with its port if it has one, as the client wrote it; null if no proxy says
 */
record ForwardedClient(InetAddress address, @Nullable String scheme, @Nullable String host) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?");

  /** What proxies write, each header's lines in their order. */
  record Headers(
      List<String> forwarded, List<String> addresses, List<String> schemes, List<String> hosts) {}

  /**
   * The nearest client that is no proxy of ours. Each proxy adds what it saw at the end, so the
   * lists are read backwards, for as long as who wrote an entry is believed.
   *
   * @param peer who sends the request to us
   * @param proxies who is believed
   */
  static ForwardedClient of(InetAddress peer, Predicate<InetAddress> proxies, Headers headers) {
    List<Hop> standard = Forwarded.hops(headers.forwarded());
    List<Hop> customary = customary(headers);
    if (standard.isEmpty() || customary.isEmpty()) {
      return nearest(peer, proxies, standard.isEmpty() ? customary : standard);
    }
    // A proxy writes one of the two and passes on what a client put into the other. Where they
    // agree it does not matter which; where they do not, nobody knows which is the client's.
    ForwardedClient one = nearest(peer, proxies, standard);
    ForwardedClient other = nearest(peer, proxies, customary);
    return one.address.equals(other.address)
        ? new ForwardedClient(
            one.address,
            one.scheme == null ? other.scheme : one.scheme,
            one.host == null ? other.host : one.host)
        : new ForwardedClient(peer, null, null);
  }

  private static ForwardedClient nearest(
      InetAddress peer, Predicate<InetAddress> proxies, List<Hop> hops) {
    InetAddress address = peer;
    String scheme = null;
    String host = null;
    for (int i = hops.size() - 1; i >= 0 && proxies.test(address); i--) {
      Hop hop = hops.get(i);
      String told = hop.scheme();
      scheme = told != null && isScheme(told) ? told.toLowerCase(Locale.ROOT) : scheme;
      host = isAuthority(hop.host()) ? hop.host() : host;
      InetAddress client = address(hop.node());
      if (client == null) {
        break;
      }
      address = client;
    }
    return new ForwardedClient(address, scheme, host);
  }

  private static List<Hop> customary(Headers headers) {
    List<String> nodes = entries(headers.addresses());
    List<String> schemes = entries(headers.schemes());
    List<String> hosts = entries(headers.hosts());
    List<Hop> hops = new ArrayList<>();
    int count = Math.max(nodes.size(), schemes.isEmpty() && hosts.isEmpty() ? 0 : 1);
    for (int i = 0; i < count; i++) {
      hops.add(
          new Hop(
              i < nodes.size() ? nodes.get(i) : null, at(schemes, i, count), at(hosts, i, count)));
    }
    return hops;
  }

  private static List<String> entries(List<String> lines) {
    List<String> entries = new ArrayList<>();
    for (String line : lines) {
      for (String entry : line.split(",", -1)) {
        entries.add(entry.strip());
      }
    }
    return entries;
  }

  // Some proxies add to these lists, others replace them: then the last entry is that of a proxy.
  private static @Nullable String at(List<String> entries, int index, int count) {
    return entries.isEmpty()
        ? null
        : entries.get(entries.size() == count ? index : entries.size() - 1);
  }

  private static boolean isScheme(@Nullable String text) {
    return "http".equalsIgnoreCase(text) || "https".equalsIgnoreCase(text);
  }

  private static boolean isAuthority(@Nullable String text) {
    return text != null && AUTHORITY.matcher(text).matches();
  }

  /** RFC 7239 §6: an address, perhaps with a port; null for what is none. */
  static @Nullable InetAddress address(@Nullable String node) {
    if (node == null) {
      return null;
    }
    String text = node;
    int end = text.indexOf(']');
    if (text.startsWith("[")
        && end > 0
        && (end == text.length() - 1 || text.charAt(end + 1) == ':')) {
      text = text.substring(1, end);
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
      text = text.substring(0, text.indexOf(':'));
    }
    try {
      return Host.isAddress(text) ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** A port in digits, or {@code otherwise} if it is none. */
  static int port(String digits, int otherwise) {
    try {
      int port = Integer.parseInt(digits);
      return port > 0 && port < 65_536 ? port : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * What one proxy says of who came to it.
   *
   * @param node the client
   */
  record Hop(@Nullable String node, @Nullable String scheme, @Nullable String host) {}
}
