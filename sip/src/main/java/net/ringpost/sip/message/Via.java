// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of Via (RFC 3261 §20.42).
 *
 * @param version the protocol and its version, normally {@code SIP/2.0}
 * @param transport the transport's token as written, known to us or not
 * @param host the sent-by host, an IPv6 address without brackets
 * @param port the sent-by port, or -1 if none is written
 */
public record Via(String version, String transport, String host, int port, Params params) {
  /** How a branch begins that identifies a transaction (RFC 3261 §8.1.1.7). */
  public static final String MAGIC_COOKIE = "z9hG4bK";

  private static final String[] TRANSPORTS = {"UDP", "TCP", "TLS", "WS", "WSS"};

  /** A Via of our own, {@code SIP/2.0/transport host:port;branch=…}; port -1 for none. */
  public static Via of(TransportProtocol transport, String host, int port, String branch) {
    return new Via("SIP/2.0", transport.viaToken(), host, port, Params.NONE.with("branch", branch));
  }

  /**
   * Reads the values of one field, at least one.
   *
   * @throws MalformedException if one is malformed
   */
  public static List<Via> parseList(String value) {
    return scanList(new TextScanner("Via", value));
  }

  static List<Via> scanList(TextScanner in) {
    Via first = scan(in);
    if (!in.separator(',')) {
      in.end();
      return List.of(first);
    }
    List<Via> out = new ArrayList<>(4);
    out.add(first);
    do {
      out.add(scan(in));
    } while (in.separator(','));
    in.end();
    return List.copyOf(out);
  }

  private static Via scan(TextScanner in) {
    String version = in.takes("SIP/2.0/") ? "SIP/2.0" : version(in);
    in.blanks();
    String transport = in.tokenFrom(TRANSPORTS, "transport");
    if (!Grammar.isBlank(in.peek())) {
      throw in.error("space expected before sent-by");
    }
    in.blanks();
    String host = Host.scan(in);
    int port = -1;
    if (in.separator(':')) {
      port = (int) in.number("port", 65535);
    }
    Params params = Params.scan(in);
    return new Via(version, transport, host, port, params);
  }

  /** Any version, with blanks or without. */
  private static String version(TextScanner in) {
    String name = in.token("protocol");
    in.expect('/', "after the protocol");
    String number = in.token("version");
    in.expect('/', "after the version");
    return name + "/" + number;
  }

  /** The branch, or null (RFC 2543 had none). */
  public @Nullable String branch() {
    return params.get("branch");
  }

  /** Whether the branch begins with the magic cookie, and so identifies a transaction by itself. */
  public boolean hasMagicCookie() {
    String b = branch();
    return b != null && b.regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length());
  }

  /**
   * The address that the next hop saw, without brackets, or null.
   *
   * <p>RFC 5118 §4.5: an IPv6 address is understood with and without brackets.
   */
  public @Nullable String received() {
    String r = params.get("received");
    if (r != null && r.startsWith("[") && r.endsWith("]")) {
      return r.substring(1, r.length() - 1);
    }
    return r;
  }

  /** Whether the sender asks for symmetric responses (RFC 3581), with or without a value yet. */
  public boolean hasRport() {
    return params.has("rport");
  }

  /** The port that the next hop saw; -1 if rport is missing, empty or no port. */
  public int rport() {
    String r = params.get("rport");
    int port = 0;
    for (int i = 0; r != null && i < r.length(); i++) {
      port = Grammar.isDigit(r.charAt(i)) ? port * 10 + (r.charAt(i) - '0') : 65536;
      if (port > 65535) {
        return -1;
      }
    }
    return port == 0 ? -1 : port;
  }

  /** The transport if it is one of ours, else null. */
  public @Nullable TransportProtocol protocol() {
    return TransportProtocol.of(transport);
  }

  /** {@code host} or {@code host:port} as written, for matching (RFC 3261 §17.2.3). */
  public String sentBy() {
    return port < 0 ? Host.bracketed(host) : Host.bracketed(host) + ":" + port;
  }

  /** With this parameter set; a null value makes a flag. */
  public Via withParam(String name, @Nullable String value) {
    return new Via(version, transport, host, port, params.with(name, value));
  }

  /** As written in a message. */
  @Override
  public String toString() {
    StringBuilder sb = new StringBuilder(96);
    sb.append(version).append('/').append(transport).append(' ').append(Host.bracketed(host));
    if (port >= 0) {
      sb.append(':').append(port);
    }
    params.appendTo(sb);
    return sb.toString();
  }
}
