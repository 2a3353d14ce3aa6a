// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageCheck;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.Parsed;

/**
 * Engines over a network that loses, repeats, delays and reorders datagrams, in virtual time. The
 * same seed gives the same run. What crosses are bytes: every message is written and parsed.
 */
final class SimNet {
  static final long SECOND = 1_000_000_000L;
  private static final int MOST_STEPS = 100_000;

  private record Due(long at, long order, Runnable what) {}

  private final RandomGenerator random;
  private final Faults faults;
  private final Map<InetSocketAddress, Engine> nodes = new LinkedHashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final Set<InetSocketAddress> cut = new HashSet<>();
  private final List<String> trace = new ArrayList<>();
  private BiPredicate<SipMessage, Flow> sabotage = (m, f) -> false;
  private long order;
  private long now;
  private int datagrams;

  SimNet(RandomGenerator random, Faults faults) {
    this.random = random;
    this.faults = faults;
  }

  long now() {
    return now;
  }

  int datagrams() {
    return datagrams;
  }

  List<String> trace() {
    return trace;
  }

  /** Loses every message for which this holds, besides the faults. */
  void sabotage(BiPredicate<SipMessage, Flow> lost) {
    sabotage = lost;
  }

  /** Loses all that goes to or comes from this address, until it is reconnected. */
  void cutOff(InetSocketAddress address) {
    note(address + " is cut off");
    cut.add(address);
  }

  void reconnect(InetSocketAddress address) {
    note(address + " is back");
    cut.remove(address);
  }

  void add(InetSocketAddress address, Engine engine) {
    nodes.put(address, engine);
  }

  /** Does something at a later time. */
  void after(long delay, Runnable what) {
    queue.add(new Due(now + delay, order++, what));
  }

  void note(String what) {
    trace.add("%9.3f %s".formatted(now / 1e9, what));
  }

  /** Sends from this address. */
  Transport wire() {
    return (message, to) -> {
      note(to.local() + " > " + to.remote() + " " + brief(message));
      byte[] bytes = MessageWriter.toBytes(message, Framing.DATAGRAM);
      datagrams++;
      int copies = random.nextDouble() < faults.repeat() ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        boolean off = cut.contains(to.remote()) || cut.contains(to.local());
        if (off || random.nextDouble() < faults.loss() || sabotage.test(message, to)) {
          note("    lost");
          continue;
        }
        long spread = faults.mostDelay() - faults.leastDelay();
        long delay = faults.leastDelay() + (spread == 0 ? 0 : random.nextLong(spread));
        after(delay, () -> deliver(bytes, to));
      }
    };
  }

  private void deliver(byte[] bytes, Flow sent) {
    Engine engine = nodes.get(sent.remote());
    if (engine == null) {
      return;
    }
    Parsed parsed =
        MessageCheck.strictly(MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM));
    if (!(parsed instanceof Parsed.Message m)) {
      throw new AssertionError("an engine sent what does not parse: " + parsed);
    }
    Flow arrived =
        new Flow(TransportProtocol.UDP, /* local= */ sent.remote(), /* remote= */ sent.local(), 0);
    engine.receive(m.message(), arrived, now);
  }

  private static String brief(SipMessage m) {
    String line = m.startLine().toString();
    return line + " [" + m.cseq() + " to=" + m.toTag() + " " + m.topVia().branch() + "]";
  }

  /** Runs until nothing is left to do. */
  void run() {
    for (int i = 0; i < MOST_STEPS; i++) {
      long next = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().at;
      for (Engine e : nodes.values()) {
        next = Math.min(next, e.deadline());
      }
      if (next == Long.MAX_VALUE) {
        return;
      }
      now = Math.max(now, next);
      while (!queue.isEmpty() && queue.peek().at <= now) {
        queue.poll().what.run();
      }
      for (Engine e : nodes.values()) {
        if (e.deadline() <= now) {
          e.tick(now);
        }
      }
    }
    throw new AssertionError("not idle after " + MOST_STEPS + " steps, at " + now / SECOND + " s");
  }
}
