// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page sent, before credentials are looked at: such a page must not
 * make a browser ask its user for the password.
 */
final class SameOriginFilter extends OncePerRequestFilter {
  private final Supplier<SameOrigin> sameOrigin;
  private final ProblemEntryPoint refusals;

  /**
   * @param sameOrigin judges where a request comes from; asked for when the first comes
   * @param refusals writes what is told
   */
  SameOriginFilter(Supplier<SameOrigin> sameOrigin, ProblemEntryPoint refusals) {
    this.sameOrigin = sameOrigin;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Problem refusal = sameOrigin.get().refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      refusals.write(request, response, refusal);
    }
  }
}
