// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressWatchTest {
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void each_change_and_each_return_is_told_once() throws Exception {
    Optional<InetAddress> home = Optional.of(InetAddress.getByName("192.0.2.1"));
    Optional<InetAddress> away = Optional.of(InetAddress.getByName("198.51.100.1"));
    List<Optional<InetAddress>> seen = new ArrayList<>(List.of(home, home, away, away, home));
    seen.addAll(List.of(Optional.empty(), Optional.empty(), home, home));
    Iterator<Optional<InetAddress>> next = seen.iterator();
    List<InetAddress> told = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (AddressWatch watch =
        AddressWatch.of(
            () -> {
              if (!next.hasNext()) {
                done.countDown();
                return home;
              }
              return next.next();
            },
            Duration.ofMillis(1),
            scheduler,
            told::add)) {
      assertThat(watch).isNotNull();
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(told).containsExactly(away.get(), home.get(), home.get());
    }
  }

  @Test
  void routing_table_knows_the_way_to_oneself() {
    InetAddress here = InetAddress.getLoopbackAddress();
    assertThat(LocalAddresses.route(new InetSocketAddress(here, 5060))).contains(here);
  }
}
