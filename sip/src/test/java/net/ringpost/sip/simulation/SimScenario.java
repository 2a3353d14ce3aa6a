// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import static net.ringpost.sip.simulation.SimNet.SECOND;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.Dialog;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * One story: everybody registers; Alice calls Bob, who has two terminals; everybody hangs up and
 * leaves. What happens between is the seed's choice, weighted by the theme.
 */
final class SimScenario {
  /** What the story is mainly about. */
  enum Theme {
    REGISTER,
    CALL,
    CANCEL_RACE,
    FORKED_ANSWER,
    CROSSING_BYE,
    CHANGES,
    /** The server is cut off for a while; what was under way then may end in disagreement. */
    OUTAGE
  }

  private static final long MS = 1_000_000L;

  /** What one side ends must have ended at the other within 64·T1 and some delay. */
  private static final long SOON = 34 * SECOND;

  private static final InetSocketAddress SERVER = SimPhone.at("10.0.0.1", 5060);
  private static final SipUri BOB = SipUri.of(false, "bob", "10.0.0.1", -1);

  final long seed;
  final Theme theme;
  final SimNet net;
  final SimServer server;
  final SimPhone alice;
  final List<SimPhone> bobs;
  final List<SimPhone> phones = new ArrayList<>();
  private final RandomGenerator random;

  SimScenario(long seed) {
    this.seed = seed;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.theme = Theme.values()[(int) (seed % Theme.values().length)];
    this.net = new SimNet(random, faults());
    this.server = new SimServer(net, SERVER, random, Timers.RFC_3261, choices());
    this.alice = phone("alice", "alice", 2, silent());
    this.bobs = List.of(phone("bob-1", "bob", 3, habits()), phone("bob-2", "bob", 4, habits()));
  }

  private SimServer.Choices choices() {
    RecordRoutePolicy stay =
        random.nextBoolean() ? RecordRoutePolicy.ALWAYS : RecordRoutePolicy.AUTO;
    boolean voicemail = random.nextInt(3) == 0;
    return new SimServer.Choices(
        stay, voicemail ? SECOND + random.nextLong(12 * SECOND) : Timers.NEVER);
  }

  private Faults faults() {
    boolean calm = random.nextInt(8) == 0;
    return calm
        ? Faults.NONE
        : new Faults(
            random.nextDouble(0.08),
            random.nextDouble(0.2),
            random.nextLong(20 * MS),
            20 * MS + random.nextLong(300 * MS));
  }

  private SimPhone phone(String name, String member, int host, SimPhone.Habits habits) {
    InetSocketAddress at = SimPhone.at("10.0.0." + host, 5060);
    SimPhone phone = new SimPhone(net, name, member, at, SERVER, habits, random, Timers.RFC_3261);
    phones.add(phone);
    return phone;
  }

  private static SimPhone.Habits silent() {
    return new SimPhone.Habits(Timers.NEVER, Timers.NEVER, Timers.NEVER, Status.BUSY_HERE);
  }

  private SimPhone.Habits habits() {
    long rings = random.nextInt(10) == 0 ? Timers.NEVER : random.nextLong(300 * MS);
    long answers =
        switch (theme) {
          case FORKED_ANSWER -> 2 * SECOND + random.nextLong(200 * MS);
          case CANCEL_RACE -> 3 * SECOND + random.nextLong(600 * MS);
          case REGISTER -> Timers.NEVER;
          default -> random.nextInt(4) == 0 ? Timers.NEVER : random.nextLong(8 * SECOND);
        };
    long refuses = random.nextInt(4) == 0 ? random.nextLong(6 * SECOND) : Timers.NEVER;
    Status[] refusals = {Status.BUSY_HERE, Status.DECLINE, Status.TEMPORARILY_UNAVAILABLE};
    return new SimPhone.Habits(rings, answers, refuses, refusals[random.nextInt(3)]);
  }

  /** Runs the story; its first flaw, or null. */
  @Nullable String play(BiPredicate<SipMessage, Flow> sabotage) {
    net.sabotage(sabotage);
    for (SimPhone p : phones) {
      net.after(random.nextLong(SECOND), () -> p.registration.start(net.now()));
    }
    if (theme == Theme.REGISTER) {
      net.after(30 * SECOND, () -> alice.registration.addressChanged(net.now()));
      net.after(40 * SECOND, () -> bobs.get(0).registration.flowLost("test", net.now()));
    } else {
      net.after(40 * SECOND, this::dial);
    }
    if (theme == Theme.OUTAGE) {
      outage();
    }
    net.after(300 * SECOND, () -> phones.forEach(SimPhone::hangUpAll));
    net.after(390 * SECOND, this::checkRegistered);
    net.after(400 * SECOND, () -> phones.forEach(p -> p.registration.stop(net.now())));
    try {
      net.run();
      return flaw();
    } catch (RuntimeException | AssertionError e) {
      return e.toString();
    }
  }

  private void outage() {
    net.after(41 * SECOND + random.nextLong(3 * SECOND), () -> net.cutOff(SERVER));
    net.after(45 * SECOND, () -> phones.forEach(p -> p.registration.addressChanged(net.now())));
    net.after(60 * SECOND + random.nextLong(120 * SECOND), () -> net.reconnect(SERVER));
  }

  private void checkRegistered() {
    for (SimPhone p : phones) {
      if (!p.registered()) {
        throw new AssertionError(p.name + " is not registered, but " + p.registration.state());
      }
    }
  }

  private void dial() {
    SimPhone.Seen call = alice.call(BOB);
    switch (theme) {
      case CANCEL_RACE ->
          net.after(3 * SECOND + random.nextLong(800 * MS), () -> alice.hangUp(call.call));
      case CROSSING_BYE -> {
        long at = 12 * SECOND;
        for (SimPhone p : phones) {
          net.after(at + random.nextLong(200 * MS), p::hangUpAll);
        }
      }
      case CHANGES -> {
        for (SimPhone p : phones) {
          net.after(12 * SECOND + random.nextLong(300 * MS), p::reinviteAll);
        }
        net.after(random.nextLong(20 * SECOND), () -> alice.text(BOB));
        net.after(20 * SECOND + random.nextLong(10 * SECOND), bobs.get(0)::hangUpAll);
      }
      default -> net.after(random.nextLong(60 * SECOND), () -> alice.hangUp(call.call));
    }
  }

  private @Nullable String flaw() {
    if (!server.idle()) {
      return "not idle: " + server;
    }
    for (List<Status> outcomes : server.outcomes.values()) {
      if (outcomes.isEmpty()) {
        return "a call whose outcome nobody was told";
      }
    }
    for (SimPhone p : phones) {
      if (!p.idle()) {
        return "not idle: " + p;
      }
      if (p.timesRegistered == 0) {
        return p.name + " never registered";
      }
      for (SimPhone.Seen s : p.seen) {
        if (s.ends != 1) {
          return p.name + " was told " + s.ends + " times that its call is over";
        }
        if (s.connections > 1) {
          return p.name + " was told " + s.connections + " times that its call stands";
        }
      }
    }
    if (theme == Theme.OUTAGE) {
      return null;
    }
    for (SimPhone.Seen call : alice.seen) {
      String f = disagreement(call);
      if (f != null) {
        return f;
      }
    }
    return null;
  }

  /** Whether both sides think the same of the call: that it stood, or that it did not. */
  private @Nullable String disagreement(SimPhone.Seen call) {
    int answeredThere = 0;
    List<SimPhone.Seen> callees = new ArrayList<>(server.voicemail.seen);
    bobs.forEach(bob -> callees.addAll(bob.seen));
    for (SimPhone.Seen there : callees) {
      if (there.call.callId().equals(call.call.callId())) {
        answeredThere += there.pickedUp ? 1 : 0;
        String flaw = disagreement(call, there);
        if (flaw != null) {
          return (server.voicemail.seen.contains(there) ? "voicemail " : "bob ") + flaw;
        }
      }
    }
    CallEnd.Cause cause = cause(call);
    boolean stood = call.call.dialog() != null || cause == CallEnd.Cause.CANCELLED_TOO_LATE;
    if (stood && answeredThere == 0) {
      return "the caller was answered by nobody";
    }
    if (!stood && answeredThere > 0) {
      return "answered by " + answeredThere + ", but the caller saw " + cause;
    }
    return null;
  }

  private static @Nullable String disagreement(SimPhone.Seen call, SimPhone.Seen there) {
    Dialog dialog = call.call.dialog();
    Dialog other = there.call.dialog();
    boolean winner = dialog != null && other != null && other.localTag().equals(dialog.remoteTag());
    if (winner && lost(cause(there))) {
      return "ended by " + cause(there) + ", the caller by " + cause(call);
    }
    if (winner && Math.abs(there.endedAt - call.endedAt) > SOON) {
      return "and the caller ended long after each other";
    }
    if (!winner && there.pickedUp && there.endedAt - there.pickedUpAt > SOON) {
      return "was left in a call that nobody wanted";
    }
    if (!winner && there.endedAt - call.endedAt > SOON) {
      return "rang on after the end";
    }
    return null;
  }

  private static CallEnd.Cause cause(SimPhone.Seen seen) {
    return Objects.requireNonNull(seen.end).cause();
  }

  private static boolean lost(CallEnd.Cause cause) {
    return cause == CallEnd.Cause.LOST || cause == CallEnd.Cause.NOT_ACKNOWLEDGED;
  }
}
