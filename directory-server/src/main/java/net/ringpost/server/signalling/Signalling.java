// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.history.CallLog;
import net.ringpost.server.location.BindingStorage;
import net.ringpost.server.location.Location;
import net.ringpost.server.location.RegistrationEvent;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.CallPolicy;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.auth.NonceBook;
import net.ringpost.sip.engine.BufferedSecureRandom;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.overload.OverloadControl;
import net.ringpost.sip.proxy.FlowTokens;
import net.ringpost.sip.proxy.TrustedPeers;
import org.jspecify.annotations.Nullable;

/**
 * The server's signalling put together, but for its sockets: registrar, calls and who may do what.
 */
public final class Signalling {
  /**
   * What it works with.
   *
   * @param loop the one thread of signalling
   * @param overload whether that thread keeps up
   * @param writer one thread that may block, for what is stored
   * @param listener told of terminals that come and go, on the loop
   * @param attendant makes who answers in the members' stead
   * @param key 32 secret bytes, the same after a restart
   */
  public record Parts(
      MemberLookup people,
      BindingStorage bindings,
      CallLog calls,
      Attendant.Maker attendant,
      ScheduledExecutorService loop,
      OverloadControl overload,
      ExecutorService writer,
      Consumer<RegistrationEvent> listener,
      Key key) {}

  /** A secret; its text form does not show it. */
  public static final class Key {
    private final byte[] bytes;

    /** 32 bytes or more, random. */
    public Key(byte[] bytes) {
      this.bytes = bytes.clone();
    }
  }

  private final SignallingSettings settings;
  private final Parts parts;
  private final Location location;
  private final RandomGenerator random = new BufferedSecureRandom();
  private final OverloadFilter overloadFilter;
  private final RegistrationHeaders introduction = new RegistrationHeaders();
  private @Nullable RequestDispatcher dispatcher;

  /** With these settings and parts; nothing happens yet. */
  public Signalling(SignallingSettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.overloadFilter = new OverloadFilter(parts.overload, parts.loop, System::nanoTime);
    this.location =
        new Location(parts.bindings, parts.loop, parts.writer, System::nanoTime, parts.listener);
  }

  /** Reads what is stored: until that is done, requests are answered 503 with Retry-After. */
  public void start() {
    location.start();
  }

  /**
   * The site listens: terminals that register are told from now on; for any thread.
   *
   * @param address as members reach it, such as {@code https://example.org/}; null if that is by
   *     the name that they give the server, over HTTP
   * @param httpPort the port of HTTP
   */
  public void siteAt(@Nullable String address, int httpPort) {
    introduction.siteAt(address, httpPort);
  }

  /** Where terminals are. */
  public Location location() {
    return location;
  }

  /**
   * Ends what a member's telephones have going on with the server, as when the password was
   * changed: registrations, subscriptions, listening to messages. Each telephone finds out by its
   * next request, which must prove anew who sends it. Talks between telephones go on. From any
   * thread.
   *
   * @param account the member's account key
   * @return becomes true when it is stored; false if that could not be done yet, and follows
   */
  public CompletableFuture<Boolean> signOut(long account) {
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    parts.loop.execute(
        () -> {
          RequestDispatcher d = dispatcher;
          if (d == null) {
            location.unregisterAll(account, stored::complete);
          } else {
            d.signOut(account, stored::complete);
          }
        });
    return stored;
  }

  /** Requests refused because there were too many, since the start; for any thread. */
  public long refused() {
    return overloadFilter.refused();
  }

  /** How many requests are at terminals and not answered yet; on the loop. */
  public int underWay() {
    RequestDispatcher d = dispatcher;
    return d == null ? 0 : d.underWay();
  }

  /** What lies above the transactions of this engine. */
  public TransactionUser over(Engine engine, Transport wire) {
    RequestDispatcher.Context context =
        new RequestDispatcher.Context(
            parts.people,
            location,
            new CallPolicy(settings.stay(), settings.reach()),
            parts.calls,
            settings.own(),
            new FlowTokens(parts.key.bytes, random.nextInt()),
            new TrustedPeers(settings.trusted()),
            settings.closed(),
            System::nanoTime,
            InstantSource.system(),
            random);
    RequestDispatcher made =
        new RequestDispatcher(
            engine,
            wire,
            parts.attendant.over(engine, wire),
            context,
            new RequestDispatcher.Admission(overloadFilter, gate(engine), introduction));
    dispatcher = made;
    return made;
  }

  private RequestAuthenticator gate(Engine engine) {
    String realm = settings.realm();
    NonceBook nonces = new NonceBook(parts.key.bytes, realm, random.nextLong());
    DigestVerifier verifier = new DigestVerifier(realm, nonces, Signalling::sameUri);
    return new DigestAuthenticator(
        realm,
        verifier,
        new TrustedPeers(settings.trusted()),
        new FailureLimiter(),
        parts.people,
        engine,
        InstantSource.system());
  }

  /** RFC 3261 §22.4 (8). */
  static boolean sameUri(String a, String b) {
    try {
      return Uri.parse(a).equivalent(Uri.parse(b));
    } catch (MalformedException e) {
      return false;
    }
  }
}
