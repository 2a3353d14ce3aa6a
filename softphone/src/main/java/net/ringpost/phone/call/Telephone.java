// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import net.ringpost.media.Media;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.Identity;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.transaction.Timers;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TransportException;

/**
 * A telephone without a face: signs in, calls and is called. What happens is told to its listener;
 * commands return at once and may be given from any thread.
 */
public final class Telephone implements AutoCloseable {
  /** How long the farewells to server and peer may take, in milliseconds. */
  private static final long FAREWELL = 3000;

  private static final long POLL = 20;

  /** A machine that takes longer than this to load the media libraries is registered without. */
  private static final int WARM_UP_SECONDS = 20;

  private final EventQueue events;
  private final SipTransport transport;
  private final ExecutorService mediaThread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("telephone-media").factory());
  private final PhoneCalls board = new PhoneCalls();
  private final UserAgent agent;
  private final AccountRegistration registering;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Whether its owner has said to be registered or not; of the loop's thread only. */
  private boolean told;

  private Telephone(PhoneSettings settings, Preparation prepared, PhoneListener listener)
      throws TelephoneException {
    events = new EventQueue(new Bell(prepared.sounds().ring(), listener));
    transport = SipTransport.create(prepared.transport());
    ServerPath path = new ServerPath(transport, settings, prepared.server());
    PasswordAuthenticator credentials = new PasswordAuthenticator(settings.signIn());
    agent = connect(path, credentials, prepared.identity());
    board.set(
        new CallContext(
            agent,
            path,
            transport.loop(),
            mediaThread,
            events,
            prepared.sounds(),
            settings,
            prepared.bind(),
            prepared.codecs()),
        this::isOwn,
        now -> registering().withdrawn(now),
        now -> registering().verify(now));
    registering = new AccountRegistration(transport, agent, path, settings, events);
  }

  /**
   * Starts a telephone; it registers as soon as it can talk.
   *
   * @param listener hears everything that happens, in a thread of the telephone's own
   * @throws TelephoneException if it cannot work: a sound file, the server's name, a port, the
   *     folder
   * @throws IllegalArgumentException if a setting is none that exists; a sentence for people
   */
  public static Telephone start(PhoneSettings settings, PhoneListener listener)
      throws TelephoneException {
    Preparation prepared = Preparation.of(settings);
    CompletableFuture<Duration> warm = Media.warmUp();
    Telephone telephone = new Telephone(settings, prepared, listener);
    // Who is registered can be called: nobody is to ring a telephone that is silent at first.
    var unused =
        warm.copy()
            .orTimeout(WARM_UP_SECONDS, TimeUnit.SECONDS)
            .whenComplete((took, failure) -> telephone.registerUnlessTold());
    return telephone;
  }

  private UserAgent connect(ServerPath path, PasswordAuthenticator credentials, Identity identity)
      throws TelephoneException {
    RandomGenerator random = new SecureRandom();
    CompletableFuture<UserAgent> made = new CompletableFuture<>();
    try {
      transport.start(
          (engine, wire) -> {
            UserAgent a =
                new UserAgent(identity, path, credentials, board, engine, random, Timers.RFC_3261);
            made.complete(a);
            return a.transactionUser();
          });
      return made.join();
    } catch (TransportException e) {
      transport.close();
      throw new TelephoneException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private boolean isOwn(SipUri address) {
    return registering.isOwn(address);
  }

  private AccountRegistration registering() {
    return registering;
  }

  /** Signs in, and stays signed in; who is signed in already asks the server once more. */
  public void register() {
    onLoop(
        () -> {
          told = true;
          registering.start(System.nanoTime());
        });
  }

  private void registerUnlessTold() {
    onLoop(
        () -> {
          if (!told && !closing.get()) {
            registering.start(System.nanoTime());
          }
        });
  }

  /** Signs out. */
  public void unregister() {
    onLoop(
        () -> {
          told = true;
          registering.stop(System.nanoTime());
        });
  }

  /**
   * Calls somebody.
   *
   * @param text a number or ID, {@code NAME@SERVER}, or a SIP address
   */
  public void dial(String text) {
    dial(text, false);
  }

  /**
   * Calls somebody.
   *
   * @param video whether to offer pictures; who cannot see them is called without
   */
  public void dial(String text, boolean video) {
    onLoop(() -> board.dial(text, video));
  }

  /**
   * Calls again whom this telephone called last.
   *
   * @param otherwise is run, in a thread that must not be held up, if it has called nobody yet
   */
  public void redial(Runnable otherwise) {
    onLoop(() -> board.redial(otherwise));
  }

  /** Takes the call that rings. */
  public void answer() {
    onLoop(board::answer);
  }

  /**
   * Does not take the call that rings.
   *
   * @param busy say that it is busy here, so that the caller's server may go on looking; otherwise
   *     the call is declined everywhere
   */
  public void reject(boolean busy) {
    onLoop(() -> board.reject(busy));
  }

  /** Ends the call, whatever its state is. */
  public void hangUp() {
    onLoop(() -> board.withCall(PhoneCall::hangUp));
  }

  /**
   * Presses keys in the call.
   *
   * @param keys of {@code 0-9 * # A-D}
   */
  public void press(String keys) {
    onLoop(() -> board.withCall(c -> c.press(keys)));
  }

  /** Puts the call on hold, or takes it back. */
  public void hold(boolean held) {
    onLoop(() -> board.withCall(c -> c.hold(held)));
  }

  /** Sends silence in the call, or not any longer. */
  public void mute(boolean muted) {
    onLoop(() -> board.withCall(c -> c.mute(muted)));
  }

  /** Has {@link PhoneEvent.State} told. */
  public void status() {
    onLoop(() -> events.on(new PhoneEvent.State(registering.registered(), board.calls())));
  }

  private void onLoop(Runnable task) {
    try {
      transport.loop().execute(task);
    } catch (RejectedExecutionException gone) {
      // Closed: there is nobody to be told.
    }
  }

  /**
   * Hangs up, signs out and ends, within a few seconds even if nobody answers. May be called again,
   * and by several threads: each returns when it is done.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      sayGoodbye();
      closed.complete(null);
    }
    closed.join();
  }

  private void sayGoodbye() {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    onLoop(
        () -> {
          board.hangUpAny();
          registering.close();
          registering.stop(System.nanoTime());
          completeWhenGone(gone);
        });
    await(gone);
    onLoop(() -> registering.giveUpLeaving("it has not answered for " + FAREWELL / 1000 + " s"));
    mediaThread.shutdown();
    Thread transportEnd = Thread.ofPlatform().daemon().start(transport::close);
    try {
      boolean unused = mediaThread.awaitTermination(2, TimeUnit.SECONDS);
      boolean unusedToo = transportEnd.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    events.close();
  }

  private void completeWhenGone(CompletableFuture<Void> gone) {
    if (registering.left() && agent.liveCalls() == 0) {
      gone.complete(null);
    } else if (!gone.isDone()) {
      var unused =
          transport.loop().schedule(() -> completeWhenGone(gone), POLL, TimeUnit.MILLISECONDS);
    }
  }

  private static void await(CompletableFuture<?> what) {
    try {
      Object unused = what.get(FAREWELL, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Nobody is kept waiting for a farewell.
    }
  }
}
