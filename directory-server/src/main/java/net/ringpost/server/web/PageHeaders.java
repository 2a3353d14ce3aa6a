// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Headers that keep a browser from doing on our pages what we never ask of it, and that say what
 * may be kept: what is the same for everybody, never what is a member's.
 */
@Order(0)
final class PageHeaders extends OncePerRequestFilter {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  // The description's page brings its own scripts and styles.
  private static final String DESCRIPTION_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean description =
        request.getRequestURI().startsWith("/swagger-ui")
            || request.getRequestURI().startsWith("/api/v1/");
    response.setHeader("Content-Security-Policy", description ? DESCRIPTION_POLICY : POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    // With "no-referrer" a browser would not say either that the form is of our own page.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", cacheControl(request));
    chain.doFilter(request, response);
  }

  private static String cacheControl(HttpServletRequest request) {
    return Validators.isFile(request)
        ? "public, max-age=3600"
        : Validators.isSameForAll(request) ? "no-cache" : "no-store";
  }
}
