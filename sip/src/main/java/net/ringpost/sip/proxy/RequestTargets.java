// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.ContactRoute;
import org.jspecify.annotations.Nullable;

/** How a request gets to a terminal, and how what follows it gets back to us, if it has to. */
public final class RequestTargets {
  /** RFC 3428 §2, RFC 3261 §11: nothing follows these, so that no way back has to be recorded. */
  private static final List<Method> NO_DIALOG = List.of(Method.MESSAGE, Method.OPTIONS);

  private final LocationService<?, ?> location;
  private final FlowTokens tokens;
  private final Transport wire;
  private final RecordRoutePolicy stay;
  private final Predicate<InetAddress> trusted;

  /**
   * @param wire knows by which address each side reaches us
   * @param trusted whose Contact is believed, and whose word about who they are
   */
  public RequestTargets(
      LocationService<?, ?> location,
      FlowTokens tokens,
      Transport wire,
      RecordRoutePolicy stay,
      Predicate<InetAddress> trusted) {
    this.location = location;
    this.tokens = tokens;
    this.wire = wire;
    this.stay = stay;
    this.trusted = trusted;
  }

  /** The copies for a number's terminals. */
  List<Target> ofNumber(
      ServerTransaction transaction,
      SipRequest request,
      Originator caller,
      AddressOfRecord callee,
      List<Binding> targets,
      UUID call) {
    SipRequest prepared = Forwarding.prepared(request, caller);
    ContactRoute from = reach(transaction);
    String mark = LoopDetection.mark(transaction.request());
    boolean formsDialog = !NO_DIALOG.contains(request.method());
    List<Target> out = new ArrayList<>(targets.size());
    for (Binding b : targets) {
      SipRequest copy = Forwarding.toTerminal(prepared, b.contactUri());
      if (formsDialog && stay.needed(from, new ContactRoute(b.flow(), b.direct()), trusted)) {
        copy =
            Forwarding.recorded(
                copy,
                recordRoute(from.flow(), caller.account(), call),
                recordRoute(b.flow(), callee.account(), call));
      }
      out.add(new Target(copy, b.flow(), mark));
    }
    return out;
  }

  private ContactRoute reach(ServerTransaction transaction) {
    Flow source = transaction.flow();
    List<NameAddr> contacts = transaction.request().readableContacts();
    if (contacts.isEmpty() || !(contacts.get(0).uri() instanceof SipUri contact)) {
      return new ContactRoute(source, false);
    }
    ContactRoute claimed =
        ContactRoute.of(contact, source, trusted.test(source.remote().getAddress()));
    // Whatever a trusted peer says about its dialogs' addresses, this request came from here.
    return new ContactRoute(source, claimed.direct());
  }

  private String recordRoute(Flow side, long account, UUID call) {
    InetSocketAddress us = wire.sentBy(side);
    String host = us.isUnresolved() ? us.getHostString() : us.getAddress().getHostAddress();
    return Forwarding.recordRoute(tokens.make(side, account, call), side, host, us.getPort());
  }

  /**
   * The flow that a dialog goes by now: a terminal that has another address since, and said so by
   * its registration and its Contact, is followed there.
   */
  private Flow moved(SipRequest request, FlowTokens.Target target, long now) {
    Flow before = target.flow();
    if (target.account() == 0
        || !(request.requestUri() instanceof SipUri uri)
        || ContactRoute.of(uri, before, false).direct()) {
      return before;
    }
    Flow found = before;
    for (Binding b : location.targets(target.account(), now)) {
      if (b.flow().equals(before)) {
        return before;
      }
      if (b.contact().equals(request.requestUriText())) {
        found = b.flow();
      }
    }
    return found;
  }

  /**
   * The way along a dialog; null if there is none any more.
   *
   * @param from where the request came from
   */
  @Nullable Target withinDialog(
      SipRequest received, Flow from, Destination.InDialog dialog, long now) {
    SipRequest request =
        Forwarding.inDialog(dialog.request(), trusted.test(from.remote().getAddress()));
    String mark = LoopDetection.mark(received);
    FlowTokens.Target target = dialog.target();
    if (target.current()) {
      return new Target(request, moved(request, target, now), mark);
    }
    // The connection ended with the process before this one: the member's terminal has come back.
    List<Binding> terminals = location.targets(target.account(), now);
    for (Binding b : terminals) {
      if (terminals.size() == 1 || b.contact().equals(request.requestUriText())) {
        return new Target(request, b.flow(), mark);
      }
    }
    return null;
  }
}
