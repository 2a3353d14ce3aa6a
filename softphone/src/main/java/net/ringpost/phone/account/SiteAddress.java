// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import java.net.URI;
import java.util.Locale;
import net.ringpost.sip.message.Host;
import org.jspecify.annotations.Nullable;

/**
 * Where the server's site is: as the person says, else as the server has told, else where sites
 * usually are. For any thread.
 */
public final class SiteAddress {
  private static final int USUAL_PORT = 8080;

  private final @Nullable URI given;
  private final String host;
  private final String domain;
  private final boolean secure;
  private volatile @Nullable URI told;

  /**
   * Before anything was told.
   *
   * @param given by the person; null if nothing was
   * @param server the directory server
   * @param domain of the member's address
   */
  public SiteAddress(@Nullable URI given, ServerAddress server, String domain) {
    this.given = given;
    this.host = server.host();
    this.domain = domain;
    this.secure = server.transport().secure();
  }

  /**
   * The server says that it is there.
   *
   * @param address what it said; empty if nothing
   */
  public void told(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && isTrusted(unbracketed(uri.getHost()))) {
        told = uri;
      }
    } catch (IllegalArgumentException noAddress) {
      // As if it had said nothing.
    }
  }

  /**
   * The password goes there: another machine than the server is believed only where nobody else can
   * have said so.
   */
  private boolean isTrusted(String named) {
    return secure || named.equalsIgnoreCase(host) || named.equalsIgnoreCase(domain);
  }

  private static String unbracketed(String named) {
    return named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
  }

  /** The site's address; may be one that may not be asked, as it is not encrypted. */
  public URI get() {
    if (given != null) {
      return given;
    }
    URI known = told;
    if (known != null) {
      return known;
    }
    String name = Host.bracketed(host);
    return Site.isHere(name)
        ? URI.create("http://" + name + ":" + USUAL_PORT + "/")
        : URI.create("https://" + name.toLowerCase(Locale.ROOT) + "/");
  }
}
