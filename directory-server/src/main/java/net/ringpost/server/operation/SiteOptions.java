// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the operator chose about where members find the site. */
final class SiteOptions {
  @Option(
      names = "--site-url",
      paramLabel = "URL",
      converter = SiteUrl.class,
      description =
          "the site's address for members, such as https://example.org/ of a reverse proxy before it;"
              + " telephones and the page are told (default: the server's name, HTTP and its port)")
  @Nullable URI url;

  /** As telephones are told it: with a slash at its end; null if nothing was chosen. */
  @Nullable String address() {
    URI chosen = url;
    if (chosen == null) {
      return null;
    }
    String text = chosen.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  /** Takes http and https addresses of a host, without a question or a fragment. */
  static final class SiteUrl implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI url = new URI(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (web
            && url.getHost() != null
            && url.getQuery() == null
            && url.getFragment() == null
            && url.getUserInfo() == null) {
          return url;
        }
      } catch (URISyntaxException e) {
        // Said below.
      }
      throw new TypeConversionException(
          "'" + text + "' is no site's address: write https://HOST/ or http://HOST:PORT/");
    }
  }
}
