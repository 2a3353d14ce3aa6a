// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices when this machine gets another address towards a server: another network, a cable pulled,
 * a tunnel opened. Asks the routing table twice a second, and sends nothing.
 */
public final class AddressWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Supplier<Optional<InetAddress>> route;
  private final Consumer<InetAddress> changed;
  private final Future<?> polling;
  private Optional<InetAddress> last;

  private AddressWatch(
      Supplier<Optional<InetAddress>> route,
      Duration every,
      ScheduledExecutorService scheduler,
      Consumer<InetAddress> changed) {
    this.route = route;
    this.changed = changed;
    this.last = route.get();
    long nanos = every.toNanos();
    this.polling = scheduler.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Watches until it is closed.
   *
   * @param server where it is now, resolved; asked each time, as it may move
   * @param scheduler runs the watch and {@code changed}; such as {@link SipTransport#loop}
   * @param changed is told the new address, at most about half a second later; also when there was
   *     no way to the server and now there is one again, be it from the same address; never that
   *     there is none
   */
  public static AddressWatch towards(
      Supplier<InetSocketAddress> server,
      ScheduledExecutorService scheduler,
      Consumer<InetAddress> changed) {
    return new AddressWatch(() -> LocalAddresses.route(server.get()), EVERY, scheduler, changed);
  }

  /** With another routing table and another clock. */
  static AddressWatch of(
      Supplier<Optional<InetAddress>> route,
      Duration every,
      ScheduledExecutorService scheduler,
      Consumer<InetAddress> changed) {
    return new AddressWatch(route, every, scheduler, changed);
  }

  private void look() {
    Optional<InetAddress> now = route.get();
    if (!now.equals(last)) {
      last = now;
      now.ifPresent(changed);
    }
  }

  @Override
  public void close() {
    polling.cancel(false);
  }
}
