// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.overload.OverloadControl;
import net.ringpost.sip.parse.MessageCheck;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.parse.Parsed.Malformed;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Gives the engine what comes in and the time, on the loop. Whatever goes wrong above ends there: a
 * fault in one call must not end the others.
 */
final class Driver {
  private static final Logger LOG = System.getLogger("net.ringpost.sip.transport");

  /**
   * Deadlines are met up to so much late, in nanoseconds, and by that many at once: the shortest of
   * RFC 3261's timers is a hundred times as long.
   */
  private static final long GRAIN = TimeUnit.MILLISECONDS.toNanos(5);

  /** How many times the bytes of what cannot be read may be sent because of it. */
  private static final int MOST_TIMES = 3;

  private final EventLoop loop;
  private final Counters counters;
  private final OverloadControl overload = new OverloadControl(System.nanoTime());
  private @Nullable Engine engine;
  private @Nullable Transport wire;
  private long alarmAt = Timers.NEVER;
  private long logAgain = Long.MIN_VALUE;

  Driver(EventLoop loop, Counters counters) {
    this.loop = loop;
    this.counters = counters;
  }

  void start(Engine e, Transport w) {
    engine = e;
    wire = w;
    arm();
  }

  /** From now on nothing reaches the engine. */
  void stop() {
    engine = null;
  }

  /** What has been parsed, other than a keep-alive. */
  void received(Parsed parsed, Flow flow) {
    counters.in(flow.protocol());
    withEngine(
        e -> {
          if (overload.watching() && turnedAway(e, parsed, flow)) {
            return;
          }
          Parsed checked = MessageCheck.strictly(parsed);
          if (checked instanceof Parsed.Message m) {
            e.receive(m.message(), flow, System.nanoTime());
          } else if (checked instanceof Malformed m) {
            counters.malformed.increment();
            refuse(e, m, flow);
          }
        });
  }

  private static boolean turnedAway(Engine e, Parsed parsed, Flow flow) {
    return parsed instanceof Parsed.Message m
        && m.message() instanceof SipRequest request
        && e.turnedAway(request, flow);
  }

  /** The answer goes where the bytes came from: what the headers say is not to be relied on. */
  private void refuse(Engine e, Malformed m, Flow flow) {
    SipRequest request = m.answerable();
    if (request != null && wire != null) {
      String tag = e.ids().statelessTag(request);
      SipResponse told = SipResponse.to(request, m.suggested(), m.reason(), tag);
      SipResponse brief =
          fits(told, request, flow) ? told : SipResponse.to(request, m.suggested(), null, tag);
      if (fits(brief, request, flow)) {
        wire.send(brief, flow);
      }
    }
  }

  /** RFC 9000 §8.1, by its example: over UDP the source may be forged. */
  private static boolean fits(SipResponse answer, SipRequest request, Flow flow) {
    // Its lines may have ended with a line feed alone.
    int came = request.size() - request.headers().size() - 2;
    return flow.protocol().reliable() || answer.size() <= MOST_TIMES * came;
  }

  /** Packets were read: whether all that had come. */
  void packetsRead(boolean all) {
    if (!all || overload.watching()) {
      overload.packets(all, System.nanoTime());
    }
  }

  /** Whether the loop keeps up. */
  OverloadControl overload() {
    return overload;
  }

  void flowFailed(Flow flow, String reason) {
    withEngine(e -> e.flowFailed(flow, reason, System.nanoTime()));
  }

  void sendFailed(SipMessage message, Flow to, String reason) {
    counters.sendFailures.increment();
    withEngine(e -> e.sendFailed(message, to, reason, System.nanoTime()));
  }

  /** Runs what may use the engine, then sets its next deadline. */
  void withEngine(Consumer<Engine> action) {
    Engine e = engine;
    if (e == null) {
      return;
    }
    try {
      action.accept(e);
    } catch (RuntimeException | Error problem) {
      unexpected(problem);
    }
    arm();
  }

  /** Sets the engine's next deadline, if it is earlier than the one that is set. */
  void arm() {
    Engine e = engine;
    if (e == null || loop.isShuttingDown()) {
      return;
    }
    long due = e.deadline();
    if (due < alarmAt) {
      alarmAt = due;
      long wait = Math.max(0, due - System.nanoTime()) + GRAIN;
      var unused = loop.schedule(() -> tick(due), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void tick(long due) {
    // If an earlier one has been set since, that one goes on, and this one is nobody's.
    if (alarmAt == due) {
      alarmAt = Timers.NEVER;
      long now = System.nanoTime();
      overload.deadline(now - due, now);
      withEngine(e -> e.tick(now));
    }
  }

  /** Logs a fault of ours, at most one a second: it may come with each packet. */
  void unexpected(Throwable problem) {
    long now = System.nanoTime();
    if (logAgain == Long.MIN_VALUE || now - logAgain >= 0) {
      logAgain = now + TimeUnit.SECONDS.toNanos(1);
      LOG.log(Level.ERROR, "a fault while handling a message or a task", problem);
    }
  }
}
