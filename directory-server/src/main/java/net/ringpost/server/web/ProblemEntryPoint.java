// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Tells whoever is not let in why, as a problem document (RFC 9457) that {@link ProblemAdvice}
 * writes: here it looks like any other refusal.
 */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final Supplier<String> realm;
  private final Supplier<HandlerExceptionResolver> resolver;

  /**
   * @param realm of passwords; asked for when somebody is refused, not before
   * @param resolver writes an exception as an answer; asked for likewise
   */
  ProblemEntryPoint(Supplier<String> realm, Supplier<HandlerExceptionResolver> resolver) {
    this.realm = realm;
    this.resolver = resolver;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws ServletException {
    if (e instanceof InternalAuthenticationServiceException
        && e.getCause() instanceof Exception failure) {
      write(request, response, failure);
      return;
    }
    Problem problem =
        e instanceof RefusedAuthentication refused
            ? refused.problem()
            : new Problem(
                HttpStatus.UNAUTHORIZED,
                "This is for members: sign in with ID or number and password (HTTP Basic).");
    if (problem.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
      // RFC 7617 §2.1: user names and passwords are UTF-8.
      String quoted = realm.get().replaceAll("[\"\\\\]", "");
      problem
          .getHeaders()
          .set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"" + quoted + "\", charset=\"UTF-8\"");
    }
    write(request, response, problem);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws ServletException {
    write(request, response, new Problem(HttpStatus.FORBIDDEN, "This is not for you."));
  }

  /** Answers with the problem document that belongs to this exception. */
  void write(HttpServletRequest request, HttpServletResponse response, Exception e)
      throws ServletException {
    if (resolver.get().resolveException(request, response, null, e) == null) {
      throw new ServletException("No answer is known for this refusal", e);
    }
  }
}
