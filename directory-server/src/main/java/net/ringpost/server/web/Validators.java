// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives what is the same for everybody an entity tag made from its content. A file's date would not
 * do: all files of a build have the same.
 */
final class Validators extends ShallowEtagHeaderFilter {
  private static final Set<String> FILES = Set.of("/style.css", "/icon.svg");
  private static final Set<String> PAGES = Set.of("/", "/api/v1/openapi.json", "/api/v1/docs");

  /** With weak tags: the same content may be sent compressed or not. */
  public Validators() {
    setWriteWeakETag(true);
  }

  /** Whether it asks for a file that comes with a build. */
  static boolean isFile(HttpServletRequest request) {
    String path = request.getRequestURI();
    return isReading(request) && (FILES.contains(path) || path.startsWith("/swagger-ui/"));
  }

  /** Whether everybody is answered alike. */
  static boolean isSameForAll(HttpServletRequest request) {
    return isFile(request) || (isReading(request) && PAGES.contains(request.getRequestURI()));
  }

  private static boolean isReading(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isSameForAll(request);
  }
}
