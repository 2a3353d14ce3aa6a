// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.SipUri;

/**
 * Which names and addresses mean this server. Where the operator names the domains, it is those
 * besides the machine's own addresses; where not, also whatever a member's terminal called us when
 * it registered. That cannot open a relay: whatever the host, a request only ever goes to a
 * member's registered terminals.
 */
public final class OwnHosts {
  /** How many names are learned at most. */
  private static final int MAX_LEARNED = 100;

  private final Set<String> domains = ConcurrentHashMap.newKeySet();
  private final Set<String> machine = ConcurrentHashMap.newKeySet();
  private final Set<String> learned = ConcurrentHashMap.newKeySet();
  private volatile Set<Integer> ports;
  private final boolean learning;

  /**
   * With what is known at the start.
   *
   * @param domains named by the operator; none means that names are learned
   * @param machine the machine's names and addresses
   * @param ports on which SIP is spoken here
   */
  public OwnHosts(
      Collection<String> domains, Collection<String> machine, Collection<Integer> ports) {
    this.learning = domains.isEmpty();
    domains.forEach(d -> this.domains.add(canonical(d)));
    machine.forEach(m -> this.machine.add(canonical(m)));
    this.ports = Set.copyOf(ports);
  }

  /** Names the ports on which SIP is spoken here, once they are known. */
  public void listensAt(Collection<Integer> actual) {
    ports = Set.copyOf(actual);
  }

  /** Whether addresses at this host are ours. */
  public boolean owns(String host) {
    String h = canonical(host);
    return domains.contains(h) || machine.contains(h) || learned.contains(h);
  }

  /** Whether a REGISTER for this host is for us. */
  public boolean registers(String host) {
    return learning || owns(host);
  }

  /** Remembers what a member's terminal calls us, if the operator named no domains. */
  public void learn(String host) {
    if (learning && learned.size() < MAX_LEARNED && !owns(host)) {
      learned.add(canonical(host));
      System.getLogger(OwnHosts.class.getName())
          .log(
              System.Logger.Level.INFO,
              "Terminals register at \"{0}\": calls to it are for this server from now on."
                  + " (--domain names the domains and ends this.)",
              host);
    }
  }

  /** Whether a Route means this very server: another port of the machine is somebody else. */
  boolean isOwnRoute(SipUri route) {
    String h = canonical(route.host());
    if (domains.contains(h) || learned.contains(h)) {
      return true;
    }
    return isHere(h, route.portOrDefault());
  }

  /**
   * Whether it is where this server listens.
   *
   * @param port -1 for none given
   */
  boolean isHere(String host, int port) {
    return machine.contains(canonical(host)) && (port < 0 || ports.contains(port));
  }

  /** One spelling for each name and address; IPv6 has many. */
  static String canonical(String host) {
    return plain(host) ? host : unfolded(host);
  }

  /** Whether it is an IPv4 address or a name in small letters, which have one spelling. */
  private static boolean plain(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return !host.endsWith(".");
  }

  private static String unfolded(String host) {
    if (host.indexOf(':') >= 0) {
      try {
        return InetAddress.getByName(host).getHostAddress();
      } catch (UnknownHostException e) {
        return host;
      }
    }
    String h = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return Host.isIpv4(h) ? h : h.toLowerCase(Locale.ROOT);
  }
}
