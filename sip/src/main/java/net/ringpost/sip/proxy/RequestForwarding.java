// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;
import java.util.function.Predicate;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/** How a request is changed on its way through a proxy (RFC 3261 §16.4, §16.6). */
public final class RequestForwarding {
  private RequestForwarding() {}

  /**
   * Takes off what was addressed to us (§16.4): undoes what a strict router before us did to the
   * Request-URI, and removes our own entry from the top of Route.
   *
   * @param ours tells the URIs that we put into Record-Route
   */
  public static SipRequest routed(SipRequest request, Predicate<SipUri> ours) {
    SipRequest r = request;
    List<NameAddr> routes = r.routes();
    if (routes.isEmpty()) {
      return r;
    }
    if (isOurs(r.requestUri(), ours) && r.requestUri() instanceof SipUri u && u.hasParam("lr")) {
      NameAddr last = routes.get(routes.size() - 1);
      r = r.withRequestUri(last.uri());
      r = r.withHeaders(withRoutes(r.headers(), routes.subList(0, routes.size() - 1)));
      routes = r.routes();
    }
    if (!routes.isEmpty() && isOurs(routes.get(0).uri(), ours)) {
      r = r.withHeaders(r.headers().edit().removeFirstValue(HeaderName.ROUTE).build());
    }
    return r;
  }

  private static boolean isOurs(Uri uri, Predicate<SipUri> ours) {
    return uri instanceof SipUri sip && ours.test(sip);
  }

  /** Whether the request must not go any further (§16.3 step 3): 483. */
  public static boolean isAtItsEnd(SipRequest request) {
    return request.maxForwards().orElse(70) == 0;
  }

  /**
   * The request as it is sent on (§16.6 steps 2 to 6), but for our Via.
   *
   * @param target the new Request-URI
   * @param recordRoute where we want the dialog's further requests, with {@code lr}; null to stay
   *     out of the dialog
   */
  public static SipRequest forwarded(SipRequest request, Uri target, @Nullable SipUri recordRoute) {
    int hops = request.maxForwards().orElse(71) - 1;
    HeaderEditor edit =
        request.headers().edit().set(HeaderName.MAX_FORWARDS, Integer.toString(Math.max(0, hops)));
    if (recordRoute != null) {
      edit.prepend(HeaderName.RECORD_ROUTE, NameAddr.of(recordRoute).toString());
    }
    SipRequest r = request.withHeaders(edit.build());
    if (!target.toString().equals(r.requestUriText())) {
      r = r.withRequestUri(target);
    }
    return strict(r);
  }

  /** §16.6 step 6: a next hop that is a strict router wants to be the Request-URI. */
  private static SipRequest strict(SipRequest request) {
    List<NameAddr> routes = request.routes();
    if (routes.isEmpty()
        || !(routes.get(0).uri() instanceof SipUri first)
        || first.hasParam("lr")) {
      return request;
    }
    HeaderEditor edit = request.headers().edit().removeFirstValue(HeaderName.ROUTE);
    edit.append(HeaderName.ROUTE, NameAddr.of(request.requestUri()).toString());
    return request.withHeaders(edit.build()).withRequestUri(first);
  }

  /** Where the request goes next: its topmost Route, else its Request-URI (§16.6 step 7). */
  public static Uri nextHop(SipRequest request) {
    List<NameAddr> routes = request.routes();
    return routes.isEmpty() ? request.requestUri() : routes.get(0).uri();
  }

  private static Headers withRoutes(Headers headers, List<NameAddr> routes) {
    HeaderEditor edit = headers.edit().remove(HeaderName.ROUTE);
    for (NameAddr r : routes) {
      edit.append(HeaderField.of(HeaderName.ROUTE, r.toString()));
    }
    return edit.build();
  }
}
