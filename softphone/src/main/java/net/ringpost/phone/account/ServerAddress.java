// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import net.ringpost.sip.message.TransportProtocol;

/**
 * Where the directory server is and how to speak to it.
 *
 * @param host a name or an IP address (IPv6 without brackets)
 * @param port 1 to 65535
 * @param transport how requests to it travel
 */
public record ServerAddress(String host, int port, TransportProtocol transport) {

  /**
   * Reads {@code HOST} or {@code HOST:PORT}; without a port it is 5060, and 5061 for TLS (RFC 3261
   * §19.1.2).
   *
   * @throws IllegalArgumentException with a sentence for people, if it is neither
   */
  public static ServerAddress parse(String text, TransportProtocol transport) {
    int standard = transport.secure() ? 5061 : 5060;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw wrong(text);
      }
      String rest = text.substring(end + 1);
      return new ServerAddress(
          text.substring(1, end),
          rest.isEmpty() ? standard : port(text, rest.substring(1)),
          transport);
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new ServerAddress(text, standard, transport);
    }
    if (text.indexOf(':', colon + 1) >= 0) {
      return new ServerAddress(text, standard, transport);
    }
    return new ServerAddress(
        text.substring(0, colon), port(text, text.substring(colon + 1)), transport);
  }

  private static int port(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no server address: write HOST or HOST:PORT, such as example.org or 192.0.2.7:5060");
  }

  /** As it stands in a SIP URI: IPv6 addresses in brackets, the port when it is not 5060. */
  public String inUri() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 5060 ? name : name + ":" + port;
  }
}
