// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Matches what no endpoint would be given: there is nothing to protect, and the client is told 404
 * or 405, or which methods there are, rather than to sign in. Files that come with the server are
 * for everybody.
 */
final class UnmappedRequestMatcher implements RequestMatcher {
  private final Supplier<Stream<HandlerMapping>> mappings;

  /**
   * @param mappings in the order in which the dispatcher asks them
   */
  UnmappedRequestMatcher(Supplier<Stream<HandlerMapping>> mappings) {
    this.mappings = mappings;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    HttpServletRequest apart = new SeparateAttributes(request);
    ServletRequestPathUtils.parseAndCache(apart);
    for (HandlerMapping mapping : mappings.get().toList()) {
      try {
        HandlerExecutionChain chain = mapping.getHandler(apart);
        if (chain != null) {
          return isNoEndpoint(apart, chain.getHandler());
        }
      } catch (HttpRequestMethodNotSupportedException notAllowed) {
        return true;
      } catch (Exception other) {
        // An endpoint might have been given it, if it had been asked for in another way.
        return false;
      }
    }
    return true;
  }

  private static boolean isNoEndpoint(HttpServletRequest request, Object handler) {
    if (handler instanceof ResourceHttpRequestHandler || CorsUtils.isPreFlightRequest(request)) {
      return true;
    }
    // RFC 9110 §9.3.7: where no endpoint is for OPTIONS, Spring tells which methods there are.
    return handler instanceof HandlerMethod method
        && method.getBeanType().getNestHost().equals(RequestMappingInfoHandlerMapping.class);
  }

  /** What a mapping notes about a request must not be found by the dispatcher. */
  private static final class SeparateAttributes extends HttpServletRequestWrapper {
    private final Map<String, Object> attributes = new HashMap<>();

    SeparateAttributes(HttpServletRequest request) {
      super(request);
      Collections.list(request.getAttributeNames())
          .forEach(name -> attributes.put(name, request.getAttribute(name)));
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return attributes.get(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
      return Collections.enumeration(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
      if (value == null) {
        attributes.remove(name);
      } else {
        attributes.put(name, value);
      }
    }

    @Override
    public void removeAttribute(String name) {
      attributes.remove(name);
    }
  }
}
