// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads ID or number and password of an Authorization header (RFC 7617). It differs from Spring's
 * own converter in what it says of a header that cannot be read, and in taking an empty password
 * for a wrong one.
 */
final class BasicCredentialsConverter implements AuthenticationConverter {
  private static final String SCHEME = "Basic ";

  /**
   * Not checked yet, with the client's address ({@link java.net.InetAddress}) as its details; null
   * if the header is missing or is of another scheme.
   *
   * @throws RefusedAuthentication if the header cannot be read
   */
  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String text;
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      text = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw unreadable("this is not Base64");
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw unreadable("in this there is no colon");
    }
    UsernamePasswordAuthenticationToken read =
        UsernamePasswordAuthenticationToken.unauthenticated(
            text.substring(0, colon), text.substring(colon + 1));
    read.setDetails(SourceAddress.of(request));
    return read;
  }

  private static RefusedAuthentication unreadable(String why) {
    return new RefusedAuthentication(
        new Problem(
            HttpStatus.UNAUTHORIZED,
            "The Authorization header cannot be read: after Basic belongs ID:password in Base64"
                + " (RFC 7617), and "
                + why
                + "."));
  }
}
