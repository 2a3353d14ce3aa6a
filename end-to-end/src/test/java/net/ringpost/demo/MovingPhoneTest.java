// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A telephone's machine gets another address: the server knows it within two seconds, and calls
 * find it there.
 */
class MovingPhoneTest {
  private static final long PROMISED_MILLIS = 2000;

  /** A machine that lets a thread wait for so long is busy with other things. */
  private static final long HELD_UP_MILLIS = 50;

  private static final int ATTEMPTS = 3;

  @TempDir static Path folder;
  private static RunningServer server;
  private static Member ada;

  @BeforeAll
  static void start() {
    FarNetwork.need();
    server = RunningServer.start(folder.resolve("server"), "--bind", "0.0.0.0");
    ada = Member.signUp(server, folder, "ada", "", 'a');
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp", "tls"})
  void a_changed_address_is_reported(String transport) {
    Member bo = Member.signUp(server, folder, "bo-" + transport, "", 'b');
    server.patch("/api/v1/me", bo.id(), bo.password(), "{\"voicemail\":{\"declined\":false}}");
    try (FarNetwork far = FarNetwork.open();
        RunningPhone caller = ada.phone(server);
        RunningPhone phone = far.phone(bo, server, transport)) {
      assertThat(phone.await("registered").path("address").asString())
          .startsWith(FarNetwork.FIRST + ":");
      String address = FarNetwork.FIRST;
      for (int move = 0; move < 2; move++) {
        address = moved(far, phone, address);
        // The server looks at its figures once in a while.
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(
                () ->
                    assertThat(Prometheus.sum(server, "ringpost_terminals"))
                        .as("ringpost_terminals")
                        .isEqualTo(2));
        rings(caller, phone, bo.number());
      }
    }
  }

  /** Moves it to the other address, which the server must know in time; tells which it is. */
  private static String moved(FarNetwork far, RunningPhone phone, String from) {
    String address = from;
    for (int attempt = 1; ; attempt++) {
      String next = address.equals(FarNetwork.FIRST) ? FarNetwork.SECOND : FarNetwork.FIRST;
      address = next;
      try (Witness witness = Witness.start()) {
        long begin = System.nanoTime();
        far.moveTo(next);
        JsonNode seen = phone.await("registered", e -> at(e, next), Duration.ofSeconds(30));
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long waited = witness.latestMillis();
        System.out.printf("known at %s after %d ms, a thread waited %d%n", next, millis, waited);
        // What a machine takes that is held up says nothing, and is tried again.
        if (millis < PROMISED_MILLIS || waited < HELD_UP_MILLIS || attempt == ATTEMPTS) {
          assertThat(millis).as("milliseconds until %s", seen).isLessThan(PROMISED_MILLIS);
          return next;
        }
      }
    }
  }

  private static boolean at(JsonNode registered, String address) {
    return registered.path("address").asString().startsWith(address + ":");
  }

  private static void rings(RunningPhone caller, RunningPhone phone, String number) {
    caller.command("dial " + number);
    phone.await("incoming");
    caller.await("ringing");
    phone.command("reject");
    caller.await("ended");
    phone.await("ended");
  }
}
