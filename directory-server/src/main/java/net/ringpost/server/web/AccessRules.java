// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask for what. What is in neither list is refused: a new endpoint is served when it has
 * its line here.
 */
final class AccessRules {
  /** Everybody may read these (GET, HEAD). */
  private static final List<String> PUBLIC_PAGES =
      List.of(
          "/",
          "/welcome/*",
          "/style.css",
          "/icon.svg",
          "/api/v1/docs",
          "/api/v1/openapi.json",
          "/api/v1/openapi.json/swagger-config",
          "/api/v1/openapi.json.yaml",
          "/api/v1/swagger-ui/**",
          "/actuator",
          "/actuator/health/**",
          "/actuator/prometheus");

  /** Everybody may send these (POST): sign-up, by the form and by programs. */
  private static final List<String> PUBLIC_SIGN_UP = List.of("/", "/api/v1/accounts");

  /** For members, whatever the method but OPTIONS. */
  private static final List<String> MEMBERS =
      List.of("/api/v1/me", "/api/v1/me/greeting", "/api/v1/calls", "/api/v1/voicemails/**");

  private AccessRules() {}

  /** What everybody may ask for, signed in or not. */
  static RequestMatcher everybody() {
    List<RequestMatcher> rules = new ArrayList<>();
    for (String path : PUBLIC_PAGES) {
      rules.add(PathPatternRequestMatcher.pathPattern(HttpMethod.GET, path));
      rules.add(PathPatternRequestMatcher.pathPattern(HttpMethod.HEAD, path));
    }
    PUBLIC_SIGN_UP.forEach(
        path -> rules.add(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, path)));
    return new OrRequestMatcher(rules);
  }

  /** What a member may ask for. */
  static RequestMatcher members() {
    RequestMatcher paths =
        new OrRequestMatcher(
            MEMBERS.stream().<RequestMatcher>map(PathPatternRequestMatcher::pathPattern).toList());
    // Which methods there are, everybody may ask (RFC 9110 §9.3.7): see UnmappedRequestMatcher.
    return request -> !request.getMethod().equals("OPTIONS") && paths.matches(request);
  }
}
