// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of RFC 5626 §4.4.1: pings, and what is to happen when no answer comes.
 *
 * <p>DEVIATION RFC 5626 §4.4.1: any bytes count as the answer: they show as well that the way is
 * open.
 */
final class KeepAlives {
  private final EventLoop loop;
  private final UdpChannel udp;
  private final Connections connections;
  private final Duration pong;
  private final Map<Flow, Pinging> running = new HashMap<>();

  KeepAlives(EventLoop loop, UdpChannel udp, Connections connections, Duration pong) {
    this.loop = loop;
    this.udp = udp;
    this.connections = connections;
    this.pong = pong;
  }

  /** Begins on the loop; gives what stops it. */
  Runnable begin(Flow flow, Duration every, Runnable whenDead) {
    Pinging pinging = new Pinging(flow, every, whenDead);
    loop.execute(pinging::begin);
    return () -> loop.execute(pinging::stop);
  }

  private final class Pinging {
    private final Flow flow;
    private final Duration every;
    private final Runnable whenDead;
    private @Nullable Connection connection;
    private @Nullable Future<?> next;
    private boolean stopped;

    Pinging(Flow flow, Duration every, Runnable whenDead) {
      this.flow = flow;
      this.every = every;
      this.whenDead = whenDead;
    }

    void begin() {
      Pinging before = running.put(flow, this);
      if (before != null) {
        before.halt();
      }
      if (flow.protocol() != TransportProtocol.UDP) {
        Connection c = connections.find(flow);
        connection = c;
        if (c == null) {
          dead();
          return;
        }
        c.whenClosed(this::dead);
      }
      later();
    }

    /** RFC 5626 §4.4.1: spread, so that a server's clients do not come to ping all at once. */
    private void later() {
      long most = every.toNanos();
      long wait = ThreadLocalRandom.current().nextLong(most - most / 5, most + 1);
      next = loop.schedule(this::ping, wait, TimeUnit.NANOSECONDS);
    }

    private void ping() {
      later();
      Connection c = connection;
      if (c == null) {
        udp.keepAlive(flow.remote());
        return;
      }
      c.ping();
      long sent = System.nanoTime();
      var unused = loop.schedule(() -> judge(c, sent), pong.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whatever came since shows that the other end is there; strictly it would be a CRLF. */
    private void judge(Connection c, long sent) {
      if (!stopped && c.lastReceived() - sent < 0) {
        c.drop("no answer to a keep-alive");
      }
    }

    private void dead() {
      if (!stopped) {
        stop();
        whenDead.run();
      }
    }

    void stop() {
      halt();
      running.remove(flow, this);
    }

    private void halt() {
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
    }
  }
}
