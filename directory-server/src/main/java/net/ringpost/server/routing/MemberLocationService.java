// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.location.Location;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.proxy.Destination;
import net.ringpost.sip.proxy.LocationService;
import net.ringpost.sip.registrar.Binding;

/** Finds members by what was dialled, and their terminals. On the signalling loop. */
public final class MemberLocationService implements LocationService<Caller, CalledMember> {
  /**
   * A stranger is told no sooner that a number is none: a member who is at hand in memory and not
   * listed must not be told from a name that had to be searched for.
   */
  private static final long EVEN_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Engine engine;
  private final MemberLookup people;
  private final Location location;
  private final CallPolicy policy;
  private final LongSupplier clock;

  /**
   * @param clock the time on the scale of the engine's
   */
  public MemberLocationService(
      Engine engine,
      MemberLookup people,
      Location location,
      CallPolicy policy,
      LongSupplier clock) {
    this.engine = engine;
    this.people = people;
    this.location = location;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void find(Destination.Dialled dialled, Caller caller, Consumer<Found<CalledMember>> then) {
    boolean stranger = caller instanceof Caller.Stranger;
    search(
        dialled.user(),
        stranger,
        found -> {
          if (stranger && !(found instanceof MemberLookup.Found)) {
            Timer due = engine.alarm(t -> then.accept(result(found)));
            engine.set(due, clock.getAsLong() + EVEN_NANOS);
          } else {
            then.accept(result(found));
          }
        });
  }

  /** For strangers there is nobody at a number that is not listed. */
  private void search(String user, boolean stranger, MemberLookup.Then then) {
    people.find(
        user,
        found -> {
          if (stranger
              && found instanceof MemberLookup.Found one
              && !one.member().account().listed()) {
            people.miss(user, then);
          } else {
            then.found(found);
          }
        });
  }

  private Found<CalledMember> result(MemberLookup.Result found) {
    if (!location.loaded()) {
      CalledMember callee =
          found instanceof MemberLookup.Found one ? new CalledMember(one.member()) : null;
      return new Unavailable<>("Starting, not ready yet", callee);
    }
    return switch (found) {
      case MemberLookup.Found one -> new Known<>(new CalledMember(one.member()));
      case MemberLookup.NotFound n -> new NotFound<>();
      case MemberLookup.Unavailable u ->
          new Unavailable<>("The number cannot be looked up now", null);
    };
  }

  @Override
  public List<Binding> targets(long account, long now) {
    return location.bindings(account, now).targets(now);
  }

  @Override
  public boolean redirects(SipRequest request, CalledMember callee, List<Binding> targets) {
    return policy.redirects(request, callee.member().account().reach(), targets);
  }
}
