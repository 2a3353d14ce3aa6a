// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import net.ringpost.server.location.Location;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Wire;

/**
 * The telephone exchange put together.
 *
 * @param router decides where requests may go
 * @param calls takes them there
 */
public record Exchange(Router router, Calls calls) {
  /**
   * What it works with.
   *
   * @param trusted whose requests are not challenged and whose Contact is believed
   * @param clock {@code System::nanoTime}, outside tests
   */
  public record Surroundings(
      People people,
      Location location,
      CallPolicy policy,
      CallLog log,
      OwnHosts own,
      FlowTokens tokens,
      Predicate<InetAddress> trusted,
      LongSupplier clock,
      InstantSource wallClock,
      RandomGenerator random) {}

  /** Over this engine and wire. */
  public static Exchange over(Engine engine, Wire wire, Attendant attendant, Surroundings s) {
    Paths paths = new Paths(s.location, s.tokens, wire, s.policy.stay(), s.trusted);
    History history = new History(s.log, s.wallClock, s.random);
    Calls calls =
        new Calls(engine, s.people, s.location, s.policy, paths, history, attendant, s.clock);
    return new Exchange(new Router(s.own, s.tokens), calls);
  }
}
