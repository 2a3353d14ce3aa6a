// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.Registration;
import net.ringpost.sip.dialog.RegistrationClient;
import net.ringpost.sip.dialog.RegistrationHandler;
import net.ringpost.sip.dialog.RegistrationSettings;
import net.ringpost.sip.dialog.RequestOutcome;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Via;
import net.ringpost.sip.transport.AddressWatch;
import net.ringpost.sip.transport.SipTransport;
import org.jspecify.annotations.Nullable;

/** Keeps the server told where this telephone is. On the loop, except where said. */
final class AccountRegistration implements RegistrationHandler, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  /** A server that has never answered is not waited for any longer, in nanoseconds. */
  private static final long SOON = SECOND;

  /** Most NATs forget a UDP mapping after 30 s (RFC 5626 §4.4.2). */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

  private final SipTransport transport;
  private final ServerPath path;
  private final PhoneSettings settings;
  private final PhoneListener events;
  private final RegistrationClient client;
  private @Nullable AddressWatch watch;
  private @Nullable InetAddress address;
  private @Nullable Flow keptAlive;
  private Runnable stopKeepAlive = () -> {};
  private String ownNumber = "";
  private boolean registered;

  /** Whether the server has ever confirmed a registration that was not taken back. */
  private boolean confirmed;

  /** Whether the server said that it has ended what this telephone had with it. */
  private boolean ended;

  private long stoppedAt;

  /** Until when the server may know of this telephone, as it said last. */
  private long boundUntil = System.nanoTime();

  AccountRegistration(
      SipTransport transport,
      UserAgent agent,
      ServerPath path,
      PhoneSettings settings,
      PhoneListener events) {
    this.transport = transport;
    this.path = path;
    this.settings = settings;
    this.events = events;
    RegistrationSettings plan = new RegistrationSettings(settings.expires(), SECOND, 60 * SECOND);
    SipUri registrar = SipUri.of(false, null, settings.signIn().domain(), -1);
    this.client = new RegistrationClient(agent, registrar, plan, this);
  }

  /** Registers now, and stays registered. */
  void start(long now) {
    if (watch == null) {
      address = path.flow().local().getAddress();
      watch = AddressWatch.towards(path::server, transport.loop(), this::moved);
    }
    client.start(now);
  }

  /** Takes the registration back; the answer is told. */
  void stop(long now) {
    stoppedAt = now;
    client.stop(now);
  }

  /**
   * The server says that it has ended what this telephone had with it, as after a change of the
   * password: asks it at once whether the registration still holds.
   */
  void withdrawn(long now) {
    ended = true;
    verify(now);
  }

  /** The server may not know this telephone any more: asks it at once. */
  void verify(long now) {
    if (client.state() instanceof Registration.Registered) {
      client.start(now);
    }
  }

  /** Whether the server knows where we are. */
  boolean registered() {
    return registered && bound(System.nanoTime());
  }

  private boolean bound(long now) {
    return boundUntil - now > 0;
  }

  /** Whether there is no answer to wait for any more after {@link #stop}. */
  boolean left() {
    long now = System.nanoTime();
    return !wanted() || (!bound(now) && now - stoppedAt > SOON);
  }

  private boolean wanted() {
    return !(client.state() instanceof Registration.Off
        || client.state() instanceof Registration.NotLeft);
  }

  /** Signing out takes too long to be waited for. */
  void giveUpLeaving(String reason) {
    long now = System.nanoTime();
    if (wanted() && bound(now)) {
      onNotLeft(reason, now);
    }
  }

  /** Stops looking after this machine's address. */
  @Override
  public void close() {
    AddressWatch w = watch;
    if (w != null) {
      w.close();
    }
  }

  private void moved(InetAddress to) {
    InetAddress from = address;
    if (from != null && !from.equals(to) && settings.bind().isEmpty()) {
      events.on(new PhoneEvent.AddressChanged(from.getHostAddress(), to.getHostAddress()));
    }
    address = to;
    // A connection from the old address is dead, and would not tell for minutes.
    keptAlive = null;
    stopKeepAlive.run();
    transport.abandon(path.flow(), "this machine's address changed");
    transport.loop().execute(this::tellServer);
  }

  private void tellServer() {
    if (wanted()) {
      client.addressChanged(System.nanoTime());
    }
  }

  @Override
  public void onRegistered(SipResponse response, long seconds, long now) {
    registered = true;
    confirmed = true;
    ended = false;
    boundUntil = now + TimeUnit.SECONDS.toNanos(seconds);
    keepAlive();
    RegistrationInfo told = RegistrationInfo.of(response, settings.signIn().domain());
    ownNumber = told.number();
    events.on(
        new PhoneEvent.Registered(
            number(), settings.server().inUri(), seconds, seenAs(response), told.site()));
  }

  /** RFC 3581 §4: the address that our requests arrive from. */
  private static String seenAs(SipResponse response) {
    Via via = response.topVia();
    String received = via.received();
    String host = received == null ? via.host() : received;
    int port = via.rport() > 0 ? via.rport() : via.port();
    return Host.bracketed(host) + ":" + port;
  }

  private void keepAlive() {
    Flow flow = path.flow();
    if (!flow.equals(keptAlive)) {
      keptAlive = flow;
      stopKeepAlive.run();
      stopKeepAlive =
          transport.keepAlive(flow, KEEP_ALIVE, () -> transport.loop().execute(() -> broken(flow)));
    }
  }

  private void broken(Flow flow) {
    if (flow.equals(keptAlive)) {
      keptAlive = null;
      client.flowLost("the connection to the server broke", System.nanoTime());
    }
  }

  @Override
  public void onOffline(String reason, long retryIn, long now) {
    registered = false;
    // Rounded up: who waits as long as it says finds that it has been tried.
    long seconds = Math.max(1, Math.ceilDiv(retryIn, SECOND));
    events.on(new PhoneEvent.RegistrationFailed(reason, seconds));
    // A server that moved to another machine is found under its name.
    Thread.ofVirtual().start(this::lookUpAgain);
  }

  private void lookUpAgain() {
    try {
      InetSocketAddress found = ServerPath.lookUp(settings.server());
      path.moved(found);
    } catch (TelephoneException offline) {
      // The address known so far is as good as any.
    }
  }

  @Override
  public void onRefused(RequestOutcome outcome, long now) {
    if (ended) {
      // It has forgotten this telephone: no call comes here.
      boundUntil = now;
    }
    registered = false;
    events.on(new PhoneEvent.RegistrationFailed(why(outcome), 0));
  }

  /** The server has judged the ID and the password. */
  private String why(RequestOutcome outcome) {
    boolean challenge =
        outcome instanceof RequestOutcome.Answered a
            && (a.response().code() == 401 || a.response().code() == 407);
    String refusal = "the server does not accept the ID and password";
    if (challenge && confirmed) {
      return refusal + " any more: the password was changed, or the account closed or disabled";
    }
    return challenge
        ? refusal
        : "the server refuses " + settings.signIn() + " for good (" + outcome.text() + ")";
  }

  @Override
  public void onLeft(long now) {
    boolean was = confirmed;
    forget(now);
    events.on(was ? new PhoneEvent.Unregistered(number()) : new PhoneEvent.NotRegistered(number()));
  }

  private void forget(long now) {
    registered = false;
    confirmed = false;
    boundUntil = now;
  }

  @Override
  public void onNotRegistered(long now) {
    // It was not asked: it would have refused that, too.
    onNotLeft("it did not accept the last sign-in", now);
  }

  @Override
  public void onNotLeft(String reason, long now) {
    if (!bound(now)) {
      forget(now);
      events.on(new PhoneEvent.NotRegistered(number()));
      return;
    }
    long left = Math.max(0, TimeUnit.NANOSECONDS.toSeconds(boundUntil - now));
    events.on(new PhoneEvent.UnregistrationFailed(number(), reason, left));
  }

  private String number() {
    return ownNumber.isEmpty() ? settings.signIn().id() : ownNumber;
  }

  /** Whether this is the member's own number or ID at our domain. */
  boolean isOwn(SipUri address) {
    return address.host().equalsIgnoreCase(settings.signIn().domain())
        && (DialledAddress.isSame(address.user(), settings.signIn().id())
            || DialledAddress.isSame(address.user(), ownNumber));
  }
}
