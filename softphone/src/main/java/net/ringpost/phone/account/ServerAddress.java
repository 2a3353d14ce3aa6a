// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.TransportProtocol;

/**
 * Where the directory server is and how to speak to it.
 *
 * @param host a name or an IP address (IPv6 without brackets)
 * @param port 1 to 65535
 * @param transport how requests to it travel
 */
public record ServerAddress(String host, int port, TransportProtocol transport) {
  private static final String IPV6 = "[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?";

  /** An IPv6 address with colons of its own may only be followed by a port if it is in brackets. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\[(?<bracketed>IPV6)]|(?<plain>[^\\s:\\[\\]]+))(?::(?<port>\\d{1,5}))?|IPV6"
              .replace("IPV6", IPV6));

  /**
   * Reads {@code HOST} or {@code HOST:PORT}; without a port it is 5060, and 5061 for TLS (RFC 3261
   * §19.1.2).
   *
   * @throws IllegalArgumentException with a sentence for people, if it is neither
   */
  public static ServerAddress parse(String text, TransportProtocol transport) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw wrong(text);
    }
    String bracketed = m.group("bracketed");
    String plain = m.group("plain");
    String host = bracketed != null ? bracketed : plain != null ? plain : text;
    String port = m.group("port");
    int standard = transport.secure() ? 5061 : 5060;
    return new ServerAddress(host, port == null ? standard : port(text, port), transport);
  }

  private static int port(String text, String digits) {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw wrong(text);
    }
    return port;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no server address: write HOST or HOST:PORT, such as example.org or 192.0.2.7:5060");
  }

  /** As it stands in a SIP URI: IPv6 addresses in brackets, the port when it is not 5060. */
  public String inUri() {
    String name = Host.bracketed(host);
    return port == 5060 ? name : name + ":" + port;
  }
}
