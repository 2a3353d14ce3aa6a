// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** Drives the {@link Registration} machine of a user agent with one registrar. */
public final class RegistrationClient {
  private final UserAgent agent;
  private final SipUri registrar;
  private final RegistrationSettings settings;
  private final RegistrationHandler handler;
  private final Timer alarm;
  private final String callId;
  private final String tag;
  private Registration.State state = new Registration.Off();
  private long number;
  private @Nullable Attempt current;

  /**
   * @param registrar the domain to register at, such as {@code sip:example.com}
   */
  public RegistrationClient(
      UserAgent agent,
      SipUri registrar,
      RegistrationSettings settings,
      RegistrationHandler handler) {
    this.agent = agent;
    this.registrar = registrar;
    this.settings = settings;
    this.handler = handler;
    this.alarm = agent.engine().alarm(t -> on(new Registration.TimePassed(), t));
    // RFC 3261 §10.2.4: the same Call-ID for all of a terminal's registrations until it restarts.
    this.callId = agent.engine().ids().callId();
    this.tag = agent.engine().ids().tag();
  }

  /** Registers, and keeps registered. */
  public void start(long now) {
    on(new Registration.Start(), now);
  }

  /**
   * Removes the registration; what becomes of it follows within 64 s: 32 s each for what is under
   * way and for the removal.
   */
  public void stop(long now) {
    on(new Registration.Stop(), now);
  }

  /**
   * The own address changed, or the way to the server: registers anew at once, or when what is
   * under way has been answered.
   */
  public void addressChanged(long now) {
    on(new Registration.AddressChanged(), now);
  }

  /** The flow to the server broke: registers anew after a short wait. */
  public void flowLost(String reason, long now) {
    on(new Registration.FlowLost(reason), now);
  }

  /** The machine's state. */
  public Registration.State state() {
    return state;
  }

  private void on(Registration.Event event, long now) {
    Step<Registration.State, Registration.Action> step =
        Registration.on(state, event, now, settings, agent.random().nextDouble());
    state = step.next();
    agent.engine().set(alarm, Registration.deadline(state));
    for (Registration.Action action : step.actions()) {
      switch (action) {
        case Registration.Send a -> send(a.expires(), now);
        case Registration.TellRegistered a -> handler.onRegistered(a.response(), a.seconds(), now);
        case Registration.TellOffline a -> handler.onOffline(a.reason(), a.retryIn(), now);
        case Registration.TellRefused a -> handler.onRefused(a.outcome(), now);
        case Registration.TellLeft a -> handler.onLeft(now);
        case Registration.TellNotRegistered a -> handler.onNotRegistered(now);
        case Registration.TellNotLeft a -> handler.onNotLeft(a.reason(), now);
      }
    }
  }

  private void send(long expires, long now) {
    Identity who = agent.identity();
    SipRequest plain = Requests.first(who, tag, Method.REGISTER, registrar, callId, ++number);
    Flow flow = agent.paths().toward(registrar);
    SipUri contact = flow == null ? who.address() : agent.paths().contact(flow);
    // RFC 5626 §4.1: by the instance, the registrar knows our older bindings.
    NameAddr binding =
        NameAddr.of(contact).withParam("+sip.instance", "\"<" + who.instance() + ">\"");
    SipRequest request =
        plain.withHeaders(
            plain
                .headers()
                .edit()
                .set(HeaderName.TO, NameAddr.of(who.address()).toString())
                .append(HeaderName.CONTACT, binding.toString())
                .append(HeaderName.EXPIRES, Long.toString(expires))
                .append(HeaderName.ALLOW, agent.allow())
                .build());
    Attempt attempt = new Attempt(contact, expires, request);
    current = attempt;
    AuthenticatedRequest.start(agent, request, attempt, now);
  }

  /**
   * One REGISTER with its answers to challenges; forgotten when the next one is sent, as after a
   * flow that broke.
   */
  private final class Attempt implements AuthenticatedRequest.Owner {
    private final SipUri contact;
    private final long expires;
    private SipRequest sent;

    Attempt(SipUri contact, long expires, SipRequest request) {
      this.contact = contact;
      this.expires = expires;
      this.sent = request;
    }

    @Override
    public boolean mayResend() {
      return current == this;
    }

    @Override
    public void onResent(SipRequest request, long now) {
      sent = request;
      number = Math.max(number, request.cseq().number());
    }

    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isFinal()) {
        finish(classified(response), now);
      }
    }

    @Override
    public void onTimeout(long now) {
      finish(new Registration.Failed(new RequestOutcome.TimedOut(), 0), now);
    }

    @Override
    public void onUnreachable(String reason, long now) {
      finish(new Registration.Failed(new RequestOutcome.Unreachable(reason), 0), now);
    }

    private void finish(Registration.Event event, long now) {
      if (current == this) {
        current = null;
        on(event, now);
      }
    }

    private Registration.Event classified(SipResponse response) {
      if (response.status().isSuccess()) {
        return new Registration.Granted(response, granted(response));
      }
      RequestOutcome outcome = new RequestOutcome.Answered(response);
      if (isFinal(response)) {
        return new Registration.Denied(outcome);
      }
      return response.code() == 423
          ? new Registration.TooBrief(seconds(response, HeaderName.MIN_EXPIRES, 0))
          : new Registration.Failed(outcome, RetryAfter.nanos(response));
    }

    /**
     * Whether there is no use in trying again. A registrar in trouble answers all sorts of things,
     * of which only its judgement of fresh credentials is one on us.
     */
    private boolean isFinal(SipResponse response) {
      return switch (response.code()) {
        case 401, 407 -> agent.authenticator().refused(sent, response);
        // RFC 3261 §21.4.4: the request should not be repeated. Without credentials nobody has been
        // judged, and who says Retry-After (§20.33) means later.
        case 403 -> hasCredentials() && !response.headers().has(HeaderName.RETRY_AFTER);
        default -> false;
      };
    }

    private boolean hasCredentials() {
      return sent.headers().has(HeaderName.AUTHORIZATION)
          || sent.headers().has(HeaderName.PROXY_AUTHORIZATION);
    }

    /** RFC 3261 §10.2.4: our Contact's expires, else Expires, else what was asked for. */
    private long granted(SipResponse response) {
      // The others are of no interest here, and may be those of any telephone.
      List<NameAddr> bindings = response.readableContacts();
      for (NameAddr b : bindings) {
        String own = b.params().get("expires");
        if (own != null && (b.uri().equivalent(contact) || isOurInstance(b))) {
          return RetryAfter.seconds(own, expires);
        }
      }
      // What is removed is not listed, whatever Expires says.
      return expires == 0 ? 0 : seconds(response, HeaderName.EXPIRES, expires);
    }

    /** RFC 5626 §4.2: a registrar may know us by another address than we do. */
    private boolean isOurInstance(NameAddr binding) {
      String instance = binding.params().get("+sip.instance");
      return instance != null && instance.equalsIgnoreCase("<" + agent.identity().instance() + ">");
    }

    private static long seconds(SipResponse response, HeaderName name, long otherwise) {
      String value = response.headers().first(name);
      return value == null ? otherwise : RetryAfter.seconds(value, otherwise);
    }
  }
}
