// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.ringpost.server.ManualLoop;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.RegisterRequest;
import net.ringpost.sip.registrar.RegistrarOutcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocationTest {
  private static final String A = "Contact: <sip:1000@192.0.2.1:5062>";
  private static final String B = "Contact: <sip:1000@192.0.2.2:5062>";
  private static final Flow UDP = Registers.udp("192.0.2.1", 5062);
  private static final Flow TCP =
      new Flow(TransportProtocol.TCP, UDP.local(), Registers.udp("192.0.2.1", 40000).remote(), 9);

  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final MemoryStorage storage = new MemoryStorage();
  private final ConcurrentLinkedQueue<RegistrationEvent> events = new ConcurrentLinkedQueue<>();
  private final Location location =
      new Location(storage, loop, writer, System::nanoTime, events::add);
  private int cseq;

  @AfterEach
  void stop() {
    loop.shutdownNow();
    writer.shutdownNow();
  }

  private Future<RegistrarOutcome> register(long account, Flow from, String... lines) {
    CompletableFuture<RegistrarOutcome> answer = new CompletableFuture<>();
    RegisterRequest asked = RegisterRequest.of(Registers.register("a", ++cseq, lines));
    loop.execute(
        () -> location.register(account, asked, from, false, System.nanoTime(), answer::complete));
    return answer;
  }

  private RegistrarOutcome registered(long account, Flow from, String... lines) throws Exception {
    return register(account, from, lines).get(5, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(condition::getAsBoolean);
  }

  private int terminals(long account) {
    return location.bindings(account, System.nanoTime()).size();
  }

  @Test
  void what_is_acknowledged_is_stored() throws Exception {
    assertThat(registered(1, UDP, A, B)).isInstanceOf(RegistrarOutcome.Granted.class);
    assertThat(storage.size()).isEqualTo(2);
    assertThat(location.size()).isEqualTo(2);
    assertThat(registered(1, UDP, A + ";expires=0")).isInstanceOf(RegistrarOutcome.Granted.class);
    assertThat(storage.size()).isEqualTo(1);
    assertThat(events)
        .hasExactlyElementsOfTypes(
            RegistrationEvent.Came.class,
            RegistrationEvent.Came.class,
            RegistrationEvent.Left.class);
  }

  @Test
  void all_of_a_member_end_at_once_and_for_good() throws Exception {
    registered(1, UDP, A, B);
    registered(1, TCP, "Contact: <sip:1000@192.0.2.1:40000;transport=tcp>");
    registered(2, UDP, A);
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    loop.execute(() -> location.unregisterAll(1, stored::complete));
    assertThat(stored.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(terminals(1)).isZero();
    assertThat(terminals(2)).isEqualTo(1);
    assertThat(storage.size()).as("stored").isEqualTo(1);
    assertThat(events).filteredOn(e -> e instanceof RegistrationEvent.Left).hasSize(3);
  }

  @Test
  void end_of_all_overtakes_a_registration_that_is_not_stored_yet() {
    ManualLoop time = new ManualLoop();
    Location where = new Location(storage, time, time, time::now, events::add);
    where.start();
    time.settle();
    List<Boolean> stored = new ArrayList<>();
    RegisterRequest asked = RegisterRequest.of(Registers.register("a", 1, A));
    where.register(1, asked, UDP, false, time.now(), outcome -> {});
    where.unregisterAll(1, stored::add);
    where.unregisterAll(5, stored::add);
    assertThat(stored).as("nothing to end").containsExactly(true);
    time.advance(TimeUnit.MILLISECONDS.toNanos(50));
    assertThat(stored).containsExactly(true, true);
    assertThat(storage.size()).isZero();
    assertThat(where.size()).isZero();
  }

  @Test
  void many_registrations_share_a_transaction() throws Exception {
    List<Future<RegistrarOutcome>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(register(i, UDP, A));
    }
    for (Future<RegistrarOutcome> f : all) {
      assertThat(f.get(5, TimeUnit.SECONDS)).isInstanceOf(RegistrarOutcome.Granted.class);
    }
    assertThat(storage.size()).isEqualTo(200);
    assertThat(storage.batches.get()).isLessThan(100);
  }

  @Test
  void restart_finds_what_was_stored() throws Exception {
    registered(1, UDP, A);
    Location later = new Location(storage, loop, writer, System::nanoTime, events::add);
    assertThat(later.loaded()).isFalse();
    later.start();
    await(later::loaded);
    assertThat(later.bindings(1, System.nanoTime()).all())
        .extracting(Binding::contact)
        .containsExactly("sip:1000@192.0.2.1:5062");
  }

  @Test
  void refresh_is_not_stored_again_while_what_is_stored_outlasts_it() throws Exception {
    long minute = TimeUnit.SECONDS.toNanos(60);
    long start = System.nanoTime();
    registeredAt(start, A + ";expires=60");
    registeredAt(start + minute - 1, A + ";expires=60");
    assertThat(storage.batches.get()).isEqualTo(1);
    Location later = new Location(storage, loop, writer, System::nanoTime, events::add);
    later.start();
    await(later::loaded);
    assertThat(later.bindings(1, start + 2 * minute - 1).size()).isEqualTo(1);
    registeredAt(start + minute + 1, A + ";expires=60");
    assertThat(storage.batches.get()).isEqualTo(2);
  }

  private static void refreshed(Location where, ManualLoop time, int cseq, int seconds) {
    RegisterRequest asked =
        RegisterRequest.of(Registers.register("a", cseq, A + ";expires=" + seconds));
    where.register(1, asked, UDP, false, time.now(), outcome -> {});
    time.settle();
  }

  @Test
  void binding_ends_when_its_last_refresh_does_and_refreshes_leave_nothing_behind() {
    ManualLoop time = new ManualLoop();
    Location where = new Location(storage, time, time, time::now, events::add);
    where.start();
    time.settle();
    for (int i = 1; i <= 1000; i++) {
      refreshed(where, time, i, 60);
      time.advance(TimeUnit.MILLISECONDS.toNanos(100));
    }
    assertThat(where.size()).isEqualTo(1);
    assertThat(where.notes()).isEqualTo(1);
    time.advance(TimeUnit.SECONDS.toNanos(58));
    assertThat(where.size()).isEqualTo(1);
    time.advance(TimeUnit.SECONDS.toNanos(22));
    assertThat(where.size()).isZero();
    assertThat(where.notes()).isZero();
  }

  @Test
  void binding_that_is_shortened_ends_sooner() {
    ManualLoop time = new ManualLoop();
    Location where = new Location(storage, time, time, time::now, events::add);
    where.start();
    time.settle();
    for (int i = 1; i <= 1000; i += 2) {
      refreshed(where, time, i, 3600);
      refreshed(where, time, i + 1, 600);
    }
    assertThat(where.notes()).isLessThan(20);
    time.advance(TimeUnit.SECONDS.toNanos(620));
    assertThat(where.size()).isZero();
  }

  @Test
  void refresh_before_the_first_is_stored_waits_for_it() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    writer.execute(() -> awaitQuietly(go));
    Future<RegistrarOutcome> first = register(1, UDP, A);
    Future<RegistrarOutcome> second = register(1, UDP, A);
    loop.submit(() -> {}).get(5, TimeUnit.SECONDS);
    assertThat(second.isDone()).isFalse();
    go.countDown();
    assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(RegistrarOutcome.Granted.class);
    assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(RegistrarOutcome.Granted.class);
    assertThat(storage.size()).isEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void registeredAt(long now, String line) throws Exception {
    CompletableFuture<RegistrarOutcome> answer = new CompletableFuture<>();
    RegisterRequest asked = RegisterRequest.of(Registers.register("a", ++cseq, line));
    loop.execute(() -> location.register(1, asked, UDP, false, now, answer::complete));
    assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(RegistrarOutcome.Granted.class);
  }

  @Test
  void nothing_is_known_before_it_was_read() throws Exception {
    storage.away = true;
    location.start();
    writer.submit(() -> {}).get(5, TimeUnit.SECONDS);
    assertThat(location.loaded()).isFalse();
    storage.away = false;
    await(location::loaded);
  }

  @Test
  void what_could_be_read_in_part_only_is_read_again_whole() throws Exception {
    List<Future<RegistrarOutcome>> all = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      all.add(register(i, UDP, A));
    }
    for (Future<RegistrarOutcome> f : all) {
      f.get(5, TimeUnit.SECONDS);
    }
    Location later = new Location(storage, loop, writer, System::nanoTime, events::add);
    storage.breaks = true;
    later.start();
    writer.submit(() -> {}).get(5, TimeUnit.SECONDS);
    loop.submit(() -> {}).get(5, TimeUnit.SECONDS);
    assertThat(later.loaded()).isFalse();
    storage.breaks = false;
    await(later::loaded);
    assertThat(later.size()).isEqualTo(1500);
    assertThat(later.bindings(1, System.nanoTime()).size()).isEqualTo(1);
  }

  @Test
  void database_away_refreshes_go_on_and_new_terminals_are_told_to_come_back() throws Exception {
    registered(1, UDP, A);
    storage.away = true;
    assertThat(registered(1, UDP, A)).isInstanceOf(RegistrarOutcome.Granted.class);
    RegistrarOutcome fresh = registered(2, UDP, A);
    assertThat(((RegistrarOutcome.Refused) fresh).status().code()).isEqualTo(503);
    // Asking again does not make it stored.
    assertThat(registered(2, UDP, A)).isInstanceOf(RegistrarOutcome.Refused.class);
    // It is there to be called all the same.
    assertThat(terminals(2)).isEqualTo(1);
    assertThat(storage.size()).isEqualTo(1);
    storage.away = false;
    await(() -> storage.size() == 2);
    await(() -> granted(2));
  }

  private boolean granted(long account) {
    try {
      return registered(account, UDP, A) instanceof RegistrarOutcome.Granted;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closed_connection_takes_its_terminals_along() throws Exception {
    registered(1, TCP, A);
    registered(2, TCP, B);
    registered(2, UDP, A);
    loop.execute(() -> location.connectionClosed(9));
    await(() -> terminals(1) == 0 && terminals(2) == 1);
    await(() -> storage.size() == 1);
    assertThat(location.size()).isEqualTo(1);
  }

  @Test
  void terminal_that_moved_off_a_connection_survives_its_end() throws Exception {
    registered(1, TCP, A);
    registered(1, UDP, A);
    loop.execute(() -> location.connectionClosed(9));
    loop.submit(() -> {}).get(5, TimeUnit.SECONDS);
    assertThat(terminals(1)).isEqualTo(1);
  }
}
