// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;
import java.util.Set;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TelUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is to go (RFC 3261 §16.3 to §16.5), before anybody is looked up. Requests go to
 * the server, to its own numbers, or along a dialog that it routes: never anywhere else, whatever
 * Request-URI, Route, Via or maddr say. Not for use by several threads.
 */
public final class Router {
  /** Why strangers' requests to strangers end here. */
  static final String NO_RELAY = "This server connects calls to its own numbers only";

  private static final Set<Method> IN_DIALOG_ONLY =
      Set.of(Method.ACK, Method.BYE, Method.INFO, Method.PRACK, Method.UPDATE);

  private static final Destination.Refused NO_DIALOG =
      Destination.Refused.with(
          Status.CALL_DOES_NOT_EXIST, "No such dialog: its terminals talk without this server");

  private final OwnHosts own;
  private final FlowTokens tokens;

  /** Knows which hosts are ours, and reads our Record-Route addresses. */
  public Router(OwnHosts own, FlowTokens tokens) {
    this.own = own;
    this.tokens = tokens;
  }

  /** Decides; the request has passed {@code MessageCheck}. */
  public Destination route(SipRequest received) {
    SipRequest request = undoStrictRouting(received);
    List<NameAddr> routes = request.routes();
    int ours = 0;
    FlowTokens.Target target = null;
    for (; ours < routes.size() && isOwn(routes.get(ours)); ours++) {
      // Of the two addresses we recorded, the second met is that of the side it goes to.
      FlowTokens.Target t = token(routes.get(ours).uri());
      target = t == null ? target : t;
    }
    SipRequest rest = ours == 0 ? request : withoutRoutes(request, ours);
    if (request.toTag() != null) {
      return inDialog(rest, target);
    }
    if (LoopDetection.isLoop(received, via -> own.isHere(via.host(), via.port()))) {
      return Destination.Refused.with(Status.LOOP_DETECTED, null);
    }
    return outOfDialog(rest, ours < routes.size());
  }

  private Destination inDialog(SipRequest request, FlowTokens.@Nullable Target target) {
    if (target == null) {
      return NO_DIALOG;
    }
    if (request.maxForwards().orElse(70) == 0) {
      return Destination.Refused.with(Status.TOO_MANY_HOPS, null);
    }
    return new Destination.InDialog(request, target);
  }

  private Destination outOfDialog(SipRequest request, boolean foreignRoute) {
    if (IN_DIALOG_ONLY.contains(request.method())) {
      return NO_DIALOG;
    }
    Uri uri = request.requestUri();
    boolean telephone = uri instanceof TelUri;
    if (!telephone && !(uri instanceof SipUri)) {
      return Destination.Refused.with(Status.UNSUPPORTED_URI_SCHEME, null);
    }
    if (forServer(request, uri)) {
      return new Destination.Server();
    }
    if (request.maxForwards().orElse(70) == 0) {
      return Destination.Refused.with(Status.TOO_MANY_HOPS, null);
    }
    if (foreignRoute || (uri instanceof SipUri sip && !own.owns(sip.host()))) {
      return Destination.Refused.with(Status.FORBIDDEN, NO_RELAY);
    }
    // RFC 3261 §16.3 step 5: no extension that a proxy would have to know is known here.
    if (request.headers().has(HeaderName.PROXY_REQUIRE)) {
      String unknown = String.join(", ", request.headers().values(HeaderName.PROXY_REQUIRE));
      return new Destination.Refused(Status.BAD_EXTENSION, null, HeaderName.UNSUPPORTED, unknown);
    }
    DialledNumber number = dialled(uri);
    if (number.user.isBlank()) {
      return Destination.Refused.with(Status.ADDRESS_INCOMPLETE, null);
    }
    return isOurs(number)
        ? new Destination.Dialled(request, number.user)
        : Destination.Refused.with(Status.NOT_FOUND, null);
  }

  /**
   * What was dialled.
   *
   * @param context where a telephone number is one (RFC 3966 §5.1.5); null if it is not said
   */
  private record DialledNumber(String user, @Nullable String context) {}

  /** The 1001 of another company or country is not ours; one without a context is meant here. */
  private boolean isOurs(DialledNumber number) {
    String context = number.context;
    return context == null || number.user.startsWith("+") || own.owns(context);
  }

  /** RFC 3261 §10.2: the Request-URI of a REGISTER names the domain, whatever user it has. */
  private boolean forServer(SipRequest request, Uri uri) {
    if (!(uri instanceof SipUri sip)) {
      return false;
    }
    return request.method().equals(Method.REGISTER)
        ? own.registers(sip.host())
        : sip.rawUser() == null && own.owns(sip.host());
  }

  private static DialledNumber dialled(Uri uri) {
    if (uri instanceof TelUri tel) {
      return new DialledNumber(tel.number(), tel.context());
    }
    SipUri sip = (SipUri) uri;
    String user = sip.user();
    if (user == null) {
      return new DialledNumber("", null);
    }
    // RFC 3261 §19.1.6: a telephone number's parameters stand in the user part.
    int semicolon = user.indexOf(';');
    return semicolon >= 0 && "phone".equalsIgnoreCase(sip.param("user"))
        ? new DialledNumber(user.substring(0, semicolon), context(user))
        : new DialledNumber(user, null);
  }

  private static @Nullable String context(String subscriber) {
    String name = "phone-context=";
    for (int i = subscriber.indexOf(';'); i >= 0; i = subscriber.indexOf(';', i + 1)) {
      if (subscriber.regionMatches(true, i + 1, name, 0, name.length())) {
        int from = i + 1 + name.length();
        int end = subscriber.indexOf(';', from);
        return subscriber.substring(from, end < 0 ? subscriber.length() : end);
      }
    }
    return null;
  }

  private boolean isOwn(NameAddr route) {
    return route.uri() instanceof SipUri uri && own.isOwnRoute(uri);
  }

  private FlowTokens.@Nullable Target token(Uri route) {
    String user = ((SipUri) route).rawUser();
    return user == null ? null : tokens.read(user);
  }

  /**
   * RFC 3261 §16.4: a strict router (RFC 2543) puts our recorded address into the Request-URI and
   * the real one at the end of the Route.
   */
  private SipRequest undoStrictRouting(SipRequest request) {
    List<NameAddr> routes = request.routes();
    if (routes.isEmpty()
        || !(request.requestUri() instanceof SipUri uri)
        || uri.rawUser() == null
        || !own.isOwnRoute(uri)
        || token(uri) == null) {
      return request;
    }
    HeaderEditor edit = request.headers().edit().remove(HeaderName.ROUTE);
    edit.append(HeaderName.ROUTE, NameAddr.of(uri).toString());
    for (NameAddr r : routes.subList(0, routes.size() - 1)) {
      edit.append(HeaderName.ROUTE, r.toString());
    }
    Uri last = routes.get(routes.size() - 1).uri();
    return request.withRequestUri(last).withHeaders(edit.build());
  }

  private static SipRequest withoutRoutes(SipRequest request, int count) {
    HeaderEditor edit = request.headers().edit();
    for (int i = 0; i < count; i++) {
      edit.removeFirstValue(HeaderName.ROUTE);
    }
    return request.withHeaders(edit.build());
  }
}
