// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Refuses what another site's page makes a browser ask of us, if it would change something. What is
 * no browser says neither {@code Origin} nor {@code Sec-Fetch-Site}, and is none of its matter.
 */
public final class SameOrigin {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** By the page itself, or by a person: an address typed, a bookmark. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final @Nullable String site;

  /**
   * @param siteUrl where members find the site; null if that is where they found it
   */
  public SameOrigin(@Nullable String siteUrl) {
    site = siteUrl == null ? null : authority(siteUrl);
  }

  /** Why this request is refused; null if it is not. */
  @Nullable Problem refusal(HttpServletRequest request) {
    if (READING.contains(request.getMethod()) || !isForeign(request)) {
      return null;
    }
    return new Problem(
        HttpStatus.FORBIDDEN,
        "Another site's page sent this: open this site's own page, and do it there.");
  }

  private boolean isForeign(HttpServletRequest request) {
    String from = request.getHeader("Sec-Fetch-Site");
    if (from != null && OWN.contains(from)) {
      // The browser has compared them; a proxy before us may have given us another name.
      return false;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return from != null;
    }
    String foreign = authority(origin);
    return foreign == null
        || !(foreign.equals(site)
            || foreign.equals(authority(origin, request.getHeader(HttpHeaders.HOST)))
            || foreign.equals(
                authority(origin, request.getServerName() + ":" + request.getServerPort())));
  }

  // Before a proxy that is not named to us, we do not know whether it is https: the port then is
  // the one that is usual for the origin.
  private static @Nullable String authority(String origin, @Nullable String host) {
    return host == null ? null : authority(origin.replaceFirst("://.*", "://") + host);
  }

  /** Host and port, in small letters; null if it is no address of a site, as "null" is none. */
  private static @Nullable String authority(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme();
      if (uri.getHost() == null || scheme == null) {
        return null;
      }
      int usual = scheme.equalsIgnoreCase("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
