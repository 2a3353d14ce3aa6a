// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** What a registrar decides (RFC 3261 §10.3 steps 6 to 8), as a function. */
public final class RegistrarRules {
  /** How many terminals a number can have. */
  public static final int MAX_TERMINALS = 10;

  /** The shortest registration, in seconds: a terminal may not ask for more work than this. */
  public static final int MIN_EXPIRES = 60;

  /** The longest registration, in seconds. */
  public static final int MAX_EXPIRES = 3600;

  /**
   * The longest over a connection, in seconds: refreshed so often, even a terminal that sends no
   * keep-alives (RFC 5626 §4.4.1) is not taken for dead after a quarter of an hour without traffic.
   */
  public static final int MAX_EXPIRES_STREAM = 600;

  private final RegisterRequest asked;
  private final Flow source;
  private final boolean trusted;
  private final long now;
  private final List<BindingUpdate> changes = new ArrayList<>(2);
  private Bindings bindings;

  private RegistrarRules(
      Bindings current, RegisterRequest asked, Flow source, boolean trusted, long now) {
    this.bindings = current;
    this.asked = asked;
    this.source = source;
    this.trusted = trusted;
    this.now = now;
  }

  /**
   * Decides.
   *
   * @param current the number's terminals
   * @param source where the REGISTER came from
   * @param trusted whether its sender's word is taken for its contacts' addresses
   */
  public static RegistrarOutcome decide(
      Bindings current, RegisterRequest asked, Flow source, boolean trusted, long now) {
    return new RegistrarRules(current.live(now), asked, source, trusted, now).decide();
  }

  private RegistrarOutcome decide() {
    RegistrarOutcome.@Nullable Refused refused = asked.all() ? removeAll() : refusedOutright();
    for (RegisterRequest.Wanted w : asked.contacts()) {
      refused = refused == null ? apply(w) : refused;
    }
    if (refused != null) {
      return refused;
    }
    makeRoom();
    return new RegistrarOutcome.Granted(bindings, List.copyOf(changes));
  }

  private RegistrarOutcome.@Nullable Refused refusedOutright() {
    int kept = 0;
    for (RegisterRequest.Wanted w : asked.contacts()) {
      // RFC 3261 §10.3 step 7: an expiry under an hour and under our minimum may be refused so.
      if (w.expires() > 0 && w.expires() < MIN_EXPIRES) {
        return new RegistrarOutcome.Refused(
            Status.INTERVAL_TOO_BRIEF, Status.INTERVAL_TOO_BRIEF.reason(), MIN_EXPIRES);
      }
      kept += w.expires() > 0 ? 1 : 0;
    }
    if (kept > MAX_TERMINALS) {
      return new RegistrarOutcome.Refused(
          Status.FORBIDDEN, "A number can have " + MAX_TERMINALS + " terminals", 0);
    }
    return null;
  }

  private RegistrarOutcome.@Nullable Refused removeAll() {
    for (Binding old : bindings.all()) {
      if (isStale(old)) {
        return outOfOrder();
      }
      changes.add(new BindingUpdate.Removed(old));
    }
    bindings = Bindings.NONE;
    return null;
  }

  private RegistrarOutcome.@Nullable Refused apply(RegisterRequest.Wanted w) {
    Binding old = bindings.find(w.uri(), w.instance(), w.regId());
    if (old != null && isStale(old)) {
      return outOfOrder();
    }
    Binding next = w.expires() == 0 ? null : binding(w, old);
    if (next == null && old == null) {
      return null;
    }
    bindings = bindings.replace(old, next);
    record(old, next);
    return null;
  }

  private void record(@Nullable Binding old, @Nullable Binding next) {
    if (old != null && next != null && old.isAt(next.contact(), next.flow(), next.q())) {
      changes.add(new BindingUpdate.Refreshed(old, next));
      return;
    }
    if (old != null) {
      changes.add(new BindingUpdate.Removed(old));
    }
    if (next != null) {
      changes.add(new BindingUpdate.Added(next));
    }
  }

  private Binding binding(RegisterRequest.Wanted w, @Nullable Binding old) {
    long seconds =
        Math.min(w.expires(), source.connection() == 0 ? MAX_EXPIRES : MAX_EXPIRES_STREAM);
    long interval = TimeUnit.SECONDS.toNanos(seconds);
    String contact = w.uri().toString();
    ContactRoute reach = ContactRoute.of(w.uri(), source, trusted);
    long storedUntil =
        old != null && old.isAt(contact, reach.flow(), w.q())
            ? storedUntil(old, interval)
            : now + 2 * interval;
    return new Binding(
        contact,
        w.instance(),
        w.regId(),
        asked.callId(),
        asked.cseq(),
        w.q(),
        now,
        now + interval,
        storedUntil,
        reach.flow(),
        reach.direct());
  }

  /**
   * What is stored stays as it is while it outlasts the registration, but not by more than it would
   * if it were stored now: a terminal that asks for less is not to be held for longer.
   */
  private long storedUntil(Binding old, long interval) {
    long spare = old.storedUntil() - (now + interval);
    return spare >= 0 && spare <= interval ? old.storedUntil() : now + 2 * interval;
  }

  /**
   * DEVIATION RFC 3261 §10.3: an eleventh terminal takes the place of the one that registered
   * longest ago: that is more likely one that moved or was switched off than one that somebody
   * waits at, and a person who signs in at one more place should not be told to find out which
   * other one to sign out.
   */
  private void makeRoom() {
    while (bindings.size() > MAX_TERMINALS) {
      Binding oldest = bindings.oldest();
      bindings = bindings.replace(oldest, null);
      changes.add(new BindingUpdate.Removed(oldest));
    }
  }

  /** RFC 3261 §10.3 step 7: within one Call-ID, only a higher CSeq changes a binding. */
  private boolean isStale(Binding old) {
    return old.callId().equals(asked.callId()) && asked.cseq() <= old.cseq();
  }

  private static RegistrarOutcome.Refused outOfOrder() {
    return new RegistrarOutcome.Refused(
        Status.SERVER_INTERNAL_ERROR, "CSeq is not higher than in the last REGISTER", 0);
  }
}
