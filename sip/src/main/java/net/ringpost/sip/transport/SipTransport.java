// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import net.ringpost.sip.engine.BufferedSecureRandom;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.overload.OverloadControl;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * SIP over UDP, TCP and TLS (RFC 3261 §18) with the engine above it: one thread, the loop, on which
 * everything happens. Make it, {@link #start} it, {@link #close} it.
 */
public final class SipTransport implements Transport, AutoCloseable {
  private final TransportOptions options;
  private final MultiThreadIoEventLoopGroup group;
  private final IoEventLoop netty;
  private final ExecutorService tlsWork =
      Executors.newFixedThreadPool(2, new DefaultThreadFactory("sip-tls", true));
  private final Counters counters = new Counters();
  private final Ports ports = new Ports();
  private final Driver driver;
  private final SignallingLoop loop;
  private final LocalAddresses locals;
  private final UdpChannel udp;
  private final Connections connections;
  private final Listeners listeners;
  private final KeepAlives keepAlives;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Engine engine;

  private SipTransport(TransportOptions options) {
    this.options = options;
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("sip", true), NioIoHandler.newFactory());
    this.netty = group.next();
    this.driver = new Driver(netty, counters);
    this.loop = new SignallingLoop(netty, driver);
    this.locals = new LocalAddresses(options.bind());
    this.udp = new UdpChannel(driver, counters, locals, options.messages());
    Tls tls = new Tls(options, tlsWork, driver);
    this.connections = new Connections(netty, options, driver, counters, ports, tls);
    this.listeners = new Listeners(netty, options, udp, connections);
    this.keepAlives = new KeepAlives(netty, udp, connections, options.streams().pong());
  }

  /** Makes the signalling thread; binds nothing yet. */
  public static SipTransport create(TransportOptions options) {
    return new SipTransport(options);
  }

  /**
   * The signalling thread. What uses the engine runs here and must not block. It cannot be shut
   * down but by {@link #close}.
   */
  public ScheduledExecutorService loop() {
    return loop;
  }

  /**
   * Binds, makes the engine and begins to receive. Not to be called on the loop, and only once.
   *
   * @param above makes what lies above the engine, on the loop; {@link #bound} and {@link #flowTo}
   *     work by then, but the engine must not be called yet
   * @throws TransportException if a port cannot be had; everything is closed then
   */
  public void start(BiFunction<Engine, Transport, TransactionUser> above) {
    try {
      listeners.bind(ports);
      CompletableFuture.runAsync(() -> begin(above), netty).join();
    } catch (TransportException | CompletionException e) {
      close();
      throw e;
    }
    listeners.open();
  }

  private void begin(BiFunction<Engine, Transport, TransactionUser> above) {
    Engine made =
        new Engine(this, e -> above.apply(e, this), new BufferedSecureRandom(), Timers.RFC_3261);
    engine = made;
    driver.start(made, this);
    long every = inspectionEvery(options.streams()).toNanos();
    var unused =
        netty.scheduleWithFixedDelay(connections::inspect, every, every, TimeUnit.NANOSECONDS);
  }

  /** So often that each limit is kept within a quarter. */
  private static Duration inspectionEvery(StreamLimits limits) {
    Duration shorter =
        limits.idle().compareTo(limits.halfMessage()) < 0 ? limits.idle() : limits.halfMessage();
    return shorter.dividedBy(4).plusMillis(1);
  }

  /**
   * The engine; only to be touched on {@link #loop}.
   *
   * @throws IllegalStateException before {@link #start}
   */
  public Engine engine() {
    Engine made = engine;
    if (made == null) {
      throw new IllegalStateException("not started");
    }
    return made;
  }

  /**
   * The address and port that are served, the address possibly a wildcard.
   *
   * @throws IllegalStateException if this protocol is not served, or before {@link #start}
   */
  public InetSocketAddress bound(TransportProtocol protocol) {
    InetSocketAddress at = listeners.address(protocol);
    if (at == null) {
      throw new IllegalStateException(protocol + " is not served");
    }
    return at;
  }

  /**
   * A flow to a remote address: the local end is the address that this machine now uses towards it,
   * with the port that we serve (the protocol's default port if we serve none); no connection is
   * chosen yet. For any thread; after {@link #start}.
   *
   * @param remote resolved; over TLS its host name is what the server's certificate must be for
   * @throws IllegalArgumentException if it is not resolved
   */
  public Flow flowTo(TransportProtocol protocol, InetSocketAddress remote) {
    if (remote.isUnresolved()) {
      throw new IllegalArgumentException("not resolved: " + remote);
    }
    InetAddress local = locals.afresh(remote);
    return new Flow(protocol, new InetSocketAddress(local, ports.of(protocol)), remote, 0);
  }

  /**
   * Keeps a flow open by empty lines (RFC 5626 §4.4.1), each 80 to 100 % of the interval after the
   * last. On a stream each must be answered, within 10 s by default; else the connection is closed.
   * So this is for servers that are known to answer. On UDP no answer is expected. Replaces what
   * was asked for the same flow before. For any thread.
   *
   * @param whenDead run on the loop, once, when the stream's connection is closed for whatever
   *     reason or there is none; never for UDP
   * @return stops it
   */
  public Runnable keepAlive(Flow flow, Duration every, Runnable whenDead) {
    Objects.requireNonNull(flow, "flow");
    Runnable shielded = () -> driver.withEngine(e -> whenDead.run());
    return keepAlives.begin(flow, every, shielded);
  }

  /**
   * Closes the connection that messages over this flow would take, if there is one: because our end
   * of it has lost its address, which TCP would notice only after minutes. Who waits for something
   * over it is told. For any thread; does nothing for UDP.
   */
  public void abandon(Flow flow, String reason) {
    netty.execute(() -> connections.abandon(flow, reason));
  }

  /** What has been done so far; for any thread. */
  public TransportCounts counts() {
    return counters.now();
  }

  /** Whether the loop keeps up with what comes; only to be asked on {@link #loop}. */
  public OverloadControl overload() {
    return driver.overload();
  }

  @Override
  public void send(SipMessage message, Flow to) {
    try {
      switch (to.protocol()) {
        case UDP -> udp.send(message, to);
        case TCP, TLS -> connections.send(message, to);
        case WS, WSS -> driver.sendFailed(message, to, "WebSockets are not served here");
      }
    } catch (RuntimeException e) {
      driver.unexpected(e);
      driver.sendFailed(message, to, "a fault of ours: " + e);
    }
  }

  /** Ends everything within 5 s; nothing reaches the engine any more. May be called again. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    netty.execute(
        () -> {
          driver.stop();
          connections.close();
          listeners.close();
        });
    var ending = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    if (!netty.inEventLoop()) {
      ending.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
    tlsWork.shutdown();
  }
}
