// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A SIP or SIPS URI (RFC 3261 §19.1). Keeps its text; equal if the text is. Whether two mean the
 * same is {@link #equivalent}.
 */
public final class SipUri implements Uri {
  private final String text;
  private final boolean secure;
  private final @Nullable String rawUser;
  private final @Nullable String rawPassword;
  private final String host;
  private final int port;
  private final Params params;
  private final Params headers;

  private SipUri(
      String text,
      boolean secure,
      @Nullable String rawUser,
      @Nullable String rawPassword,
      String host,
      int port,
      Params params,
      Params headers) {
    this.text = text;
    this.secure = secure;
    this.rawUser = rawUser;
    this.rawPassword = rawPassword;
    this.host = host;
    this.port = port;
    this.params = params;
    this.headers = headers;
  }

  /**
   * Reads a SIP or SIPS URI.
   *
   * @throws MalformedException if it is none
   */
  public static SipUri parse(String text) {
    if (new TextScanner("URI", text).uri() instanceof SipUri sip) {
      return sip;
    }
    throw new MalformedException("URI", 0, "no sip or sips URI");
  }

  /** Reads what stands behind the scheme. */
  static SipUri scan(TextScanner in, boolean secure) {
    String user = null;
    String password = null;
    int at = in.indexOf('@');
    if (at >= 0) {
      int from = in.pos;
      in.runEscaped(Grammar.USER);
      user = in.since(from);
      if (in.peek() == ':') {
        in.pos++;
        from = in.pos;
        in.runEscaped(Grammar.PASSWORD);
        password = in.ascii(from);
      }
      if (in.pos != at || user.isEmpty()) {
        throw in.error("character not allowed in a URI's user part");
      }
      in.pos++;
    }
    String host = Host.scan(in);
    int port = Host.scanPort(in);
    Params params = UriParams.scan(in);
    Params headers = UriParams.scanHeaders(in);
    if (!in.atEnd()) {
      throw in.error("character not allowed in a URI");
    }
    return new SipUri(in.whole(), secure, user, password, host, port, params, headers);
  }

  /**
   * Builds a URI.
   *
   * @param user unescaped, in any script; null or empty for none
   * @param host a name or an address, without brackets
   * @param port 1 to 65535, or -1 for none
   * @throws MalformedException if the host or port cannot stand in a URI
   */
  public static SipUri of(boolean secure, @Nullable String user, String host, int port) {
    StringBuilder sb = new StringBuilder(secure ? "sips:" : "sip:");
    if (user != null && !user.isEmpty()) {
      sb.append(Escapes.encode(user, Grammar::isUser)).append('@');
    }
    sb.append(Host.bracketed(host));
    if (port >= 0) {
      sb.append(':').append(port);
    }
    return parse(sb.toString());
  }

  @Override
  public String scheme() {
    return secure ? "sips" : "sip";
  }

  /** Whether it is a SIPS URI. */
  public boolean secure() {
    return secure;
  }

  /** The unescaped user, or null if there is none. */
  public @Nullable String user() {
    return rawUser == null ? null : Escapes.decode(rawUser);
  }

  /** The user as written, or null if there is none. */
  public @Nullable String rawUser() {
    return rawUser;
  }

  /** The unescaped password, or null if there is none. Passwords here are as good as public. */
  public @Nullable String password() {
    return rawPassword == null ? null : Escapes.decode(rawPassword);
  }

  /** The host as written, an IPv6 address without its brackets. */
  public String host() {
    return host;
  }

  /** Whether the host is an IP address. */
  public boolean hostIsAddress() {
    return Host.isAddress(host);
  }

  /** The port, or -1 if none is written. */
  public int port() {
    return port;
  }

  /** The port, or the one that is meant when none is written: 5060, for SIPS and TLS 5061. */
  public int portOrDefault() {
    if (port >= 0) {
      return port;
    }
    return secure || "tls".equalsIgnoreCase(param("transport")) ? 5061 : 5060;
  }

  /** The parameters, values as written (escaped). */
  public Params params() {
    return params;
  }

  /** The unescaped value of a parameter; empty if it has none; null if it is not there. */
  public @Nullable String param(String name) {
    return UriParams.get(params, name);
  }

  /** Whether the parameter is there, such as {@code lr}. */
  public boolean hasParam(String name) {
    return param(name) != null;
  }

  /** The headers after the question mark, values as written (escaped). */
  public Params headers() {
    return headers;
  }

  /** The unescaped value of a header in the URI, or null. */
  public @Nullable String header(String name) {
    return UriParams.get(headers, name);
  }

  /** With this parameter set; the value is escaped here; null makes a flag. */
  public SipUri withParam(String name, @Nullable String value) {
    String escaped = value == null ? null : Escapes.encode(value, Grammar::isParam);
    return rebuilt(params.with(name, escaped), headers);
  }

  /** Without this parameter. */
  public SipUri withoutParam(String name) {
    return params.has(name) ? rebuilt(params.without(name), headers) : this;
  }

  /** Only scheme, user, host and port: what identifies an address of record. */
  public SipUri bare() {
    boolean already = params.isEmpty() && headers.isEmpty() && rawPassword == null;
    return already ? this : of(secure, user(), host, port);
  }

  /** Without what has no place in a Request-URI (RFC 3261 §19.1.1): method and headers. */
  public SipUri asRequestUri() {
    return params.has("method") || !headers.isEmpty()
        ? rebuilt(params.without("method"), Params.NONE)
        : this;
  }

  private SipUri rebuilt(Params newParams, Params newHeaders) {
    StringBuilder sb = new StringBuilder(text.length() + 16).append(scheme()).append(':');
    if (rawUser != null) {
      sb.append(rawUser);
      if (rawPassword != null) {
        sb.append(':').append(rawPassword);
      }
      sb.append('@');
    }
    sb.append(Host.bracketed(host));
    if (port >= 0) {
      sb.append(':').append(port);
    }
    newParams.appendTo(sb);
    for (int i = 0; i < newHeaders.size(); i++) {
      sb.append(i == 0 ? '?' : '&').append(newHeaders.name(i)).append('=');
      sb.append(newHeaders.rawValue(i));
    }
    return new SipUri(
        sb.toString(), secure, rawUser, rawPassword, host, port, newParams, newHeaders);
  }

  @Override
  public boolean equivalent(Uri other) {
    return other instanceof SipUri o && UriEquality.same(this, o);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof SipUri u && u.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
