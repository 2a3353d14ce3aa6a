// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/** The first that sees a request: whose it is, and how much of it is read. */
final class FrontValve extends ValveBase {
  /** How long a body that nobody wants is still read, so that its sender reads our answer. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final HttpLimits limits;
  private final Predicate<InetAddress> proxies;
  private final Map<ClientPrefix, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * @param proxies whose word is taken for whom a request comes from
   */
  FrontValve(HttpLimits limits, Predicate<InetAddress> proxies) {
    super(true);
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    HttpConnection connection = FrontHandler.current();
    if (connection != null) {
      connection.nothingDue();
    }
    InetAddress address = origin(request);
    ClientPrefix client = ClientPrefix.of(address);
    if (!entered(client)) {
      response.setHeader("Retry-After", "1");
      refuse(request, response, 429);
      // To read on would keep as much busy as the request itself.
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      return;
    }
    try {
      serve(request, response, connection);
    } finally {
      left(client);
      if (connection != null) {
        connection.nothingDue();
      }
    }
  }

  private boolean entered(ClientPrefix client) {
    // The new count is above the limit for an instant only.
    if (underWay.merge(client, 1, Integer::sum) <= limits.requests()) {
      return true;
    }
    left(client);
    return false;
  }

  private void left(ClientPrefix client) {
    underWay.computeIfPresent(client, (c, count) -> count == 1 ? null : count - 1);
  }

  private void serve(Request request, Response response, @Nullable HttpConnection connection)
      throws IOException, ServletException {
    if (response.getStatus() >= 400) {
      correct(request, response);
      // Refused already: what there is of its headers may not even be readable.
      getNext().invoke(request, response);
      return;
    }
    long announced = request.getContentLengthLong();
    if (announced <= 0 && request.getHeader("Transfer-Encoding") == null) {
      getNext().invoke(request, response);
      return;
    }
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    int most =
        limits.bytes(String.valueOf(request.getMethod()), String.valueOf(request.getRequestURI()));
    BoundedBody body = new BoundedBody(raw, connection, most);
    if (connection != null) {
      Duration time = limits.time(announced < 0 ? most : Math.min(announced, most));
      connection.due(System.nanoTime() + time.toNanos());
    }
    if (announced > most) {
      response.setHeader("Connection", "close");
      refuse(request, response, 413);
      discard(request, body, connection);
      return;
    }
    org.apache.coyote.InputBuffer whole = raw.getInputBuffer();
    raw.setInputBuffer(body);
    try {
      getNext().invoke(request, response);
    } finally {
      raw.setInputBuffer(whole);
    }
    if (!request.isAsync()) {
      response.finishResponse();
      discard(request, body, connection);
    }
  }

  /** Where Tomcat refuses for another reason than there is. */
  private static void correct(Request request, Response response) {
    switch (String.valueOf(request.getMethod())) {
      case "TRACE" -> {
        // RFC 9110 §9.1, §15.6.2: nothing here can be traced. Tomcat says 405, and allows what
        // there is not.
        response.getCoyoteResponse().getMimeHeaders().removeHeader("Allow");
        request.setAttribute(ProblemReport.STATUS, 501);
      }
      // RFC 9110 §15.6.6: half of HTTP/2's beginning (RFC 9113 §3.4), for Tomcat a wrong target.
      case "PRI" -> request.setAttribute(ProblemReport.STATUS, 505);
      default -> {}
    }
  }

  private static void refuse(Request request, Response response, int status) throws IOException {
    request.setAttribute(ProblemReport.STATUS, status);
    ProblemReport.write(response, status);
  }

  // Who is still sending when we end the connection may never read the answer (RFC 9112 §9.6).
  private static void discard(
      Request request, BoundedBody body, @Nullable HttpConnection connection) {
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    if (raw.hasExpectation() && raw.getBytesRead() == 0) {
      return;
    }
    if (connection != null && !connection.late()) {
      connection.due(System.nanoTime() + LINGER.toNanos());
    }
    if (!body.discardRest()) {
      raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private InetAddress origin(Request request) throws IOException {
    // The address of a connection is never a name.
    InetAddress peer = InetAddress.getByName(request.getRemoteAddr());
    if (!proxies.test(peer)) {
      return peer;
    }
    ForwardedClient origin =
        ForwardedClient.of(
            peer,
            proxies,
            new ForwardedClient.Headers(
                all(request, "Forwarded"),
                all(request, "X-Forwarded-For"),
                all(request, "X-Forwarded-Proto"),
                all(request, "X-Forwarded-Host")));
    apply(request, origin);
    return origin.address();
  }

  private static List<String> all(Request request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static void apply(Request request, ForwardedClient origin) {
    request.setRemoteAddr(origin.address().getHostAddress());
    request.setRemoteHost(origin.address().getHostAddress());
    String scheme = origin.scheme() == null ? request.getScheme() : origin.scheme();
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    raw.scheme().setString(scheme);
    request.setSecure(scheme.equals("https"));
    String authority = origin.host() == null ? request.getHeader("Host") : origin.host();
    if (authority != null && (origin.host() != null || origin.scheme() != null)) {
      int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
      raw.serverName().setString(colon < 0 ? authority : authority.substring(0, colon));
      raw.setServerPort(
          colon < 0
              ? scheme.equals("https") ? 443 : 80
              : ForwardedClient.port(authority.substring(colon + 1), raw.getServerPort()));
    }
  }
}
