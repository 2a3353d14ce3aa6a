// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} of the whole server, of its database, of both, at random instants of recording,
 * finishing, deleting and answering a message. What was recorded up to a second before is there
 * afterwards, nothing half-written is shown, nothing is left over. {@code -Dringpost.kills=20}
 * kills more often; a seed repeats a run.
 */
class VoicemailServerKillTest {
  private static final int KILLS = Integer.getInteger("ringpost.kills", 3);
  private static final long SEED = Long.getLong("ringpost.seed", 1);
  private static final String PASSWORD = "one-password-for-all";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What may be lost, and what a busy machine takes to do what was asked. */
  private static final long LOST_MILLIS = 1000;

  private static final long BUSY_MILLIS = 700;

  /** A file has so many before anything is recorded. */
  private static final long HEAD_BYTES = 150;

  /** What is happening when somebody dies. */
  private enum Moment {
    RECORDING,
    FINISHING,
    DELETING,
    ANSWERING
  }

  /** Who dies. */
  private enum Victim {
    SERVER,
    DATABASE,
    BOTH
  }

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();
  private RunningServer server;
  private RunningPhone caller;

  @BeforeEach
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "1001", "Ada");
    server.signUp("away", PASSWORD, "1002", "Away");
    // A short greeting: the one who dies is the recorder, not the patience of the test.
    assertThat(put("/api/v1/me/greeting", shortGreeting())).isEqualTo(204);
    caller = phone();
    caller.await("registered");
  }

  @AfterEach
  void stop() {
    if (caller != null) {
      caller.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void nothing_accepted_is_lost_and_nothing_is_left_over() {
    for (int i = 0; i < KILLS; i++) {
      round(Moment.values()[i % 4], Victim.values()[i % 3]);
    }
    restart();
    assertNothingLeftOver();
  }

  private void round(Moment moment, Victim victim) {
    String told =
        switch (moment) {
          case RECORDING -> recording(victim, false);
          case FINISHING -> recording(victim, true);
          case DELETING -> deleting(victim);
          case ANSWERING -> answering(victim);
        };
    System.out.println("kill of " + victim + " while " + moment + ": " + told);
    if (victim != Victim.DATABASE) {
      assertNothingLeftOver();
    }
  }

  /** Records for two to six seconds; then somebody dies, or just after the end was asked for. */
  private String recording(Victim victim, boolean finish) {
    long before = written();
    caller.command("dial 1002");
    until(() -> written() > before + HEAD_BYTES, 30);
    long first = System.nanoTime();
    after(2500 + random.nextInt(3500));
    long spoken = millisSince(first);
    if (finish) {
      caller.command("digit #");
      after(random.nextInt(400));
    }
    kill(victim);
    if (victim == Victim.DATABASE && !finish) {
      spoken = millisSince(first);
      caller.command("digit #");
    }
    back(victim);
    JsonNode message = next();
    long kept = message.path("durationMs").asLong();
    assertThat(kept)
        .as("of %d ms", spoken)
        .isGreaterThan(spoken - LOST_MILLIS)
        .isLessThan(spoken + LOST_MILLIS + BUSY_MILLIS);
    StoredMessage.newest(server, "away", PASSWORD, accepted.size(), folder);
    if (victim != Victim.DATABASE) {
      // The caller reads that it was kept, though nobody could tell then.
      JsonNode call = server.get("/api/v1/calls", "ada", PASSWORD).get(0);
      assertThat(call.path("status").asInt()).as("%s", call).isEqualTo(200);
    }
    return "%d ms after %d ms".formatted(kept, spoken);
  }

  private String deleting(Victim victim) {
    if (accepted.isEmpty()) {
      return "there is no message";
    }
    String id = accepted.iterator().next();
    CompletableFuture<HttpResponse<Void>> asked =
        HTTP.sendAsync(
            request("/api/v1/voicemails/" + id).DELETE().build(),
            HttpResponse.BodyHandlers.discarding());
    after(random.nextInt(30));
    kill(victim);
    int status = asked.handle((r, failure) -> r == null ? 0 : r.statusCode()).join();
    back(victim);
    Set<String> there = ids(false);
    boolean gone = !there.contains(id);
    if (status == 204) {
      assertThat(gone).as("deleted as was said").isTrue();
    }
    if (gone) {
      accepted.remove(id);
      deleted.add(id);
    }
    assertThat(there).isEqualTo(accepted);
    return "answered " + status + ", " + (gone ? "deleted" : "still there");
  }

  private String answering(Victim victim) {
    caller.command("dial 1002");
    after(random.nextInt(700));
    kill(victim);
    back(victim);
    assertThat(ids(false)).as("no message was left").isEqualTo(accepted);
    return "no message";
  }

  private void kill(Victim victim) {
    List<ProcessHandle> dying = new ArrayList<>();
    if (victim != Victim.SERVER) {
      server
          .process()
          .toHandle()
          .descendants()
          .filter(p -> p.info().command().orElse("").endsWith("mariadbd"))
          .forEach(dying::add);
      assertThat(dying).as("the database").isNotEmpty();
    }
    if (victim != Victim.DATABASE) {
      dying.add(server.process().toHandle());
    }
    dying.forEach(ProcessHandle::destroyForcibly);
    dying.forEach(p -> p.onExit().join());
  }

  /** Has everything run again, and the caller free. */
  private void back(Victim victim) {
    if (victim != Victim.DATABASE) {
      restart();
    }
    until(() -> get("/api/v1/voicemails") == 200, 60);
    caller.command("hangup");
    until(this::callerIsFree, 60);
  }

  private boolean callerIsFree() {
    int asked = caller.events("state").size();
    caller.command("status");
    until(() -> caller.events("state").size() > asked, 10);
    return caller.events("state").getLast().path("calls").asInt() == 0;
  }

  private void restart() {
    String[] ports = server.samePorts();
    Path data = server.data();
    server.close();
    server = RunningServer.startOnGivenPorts(data, ports);
  }

  /** The one message more than there were. */
  private JsonNode next() {
    until(() -> ids(false).size() > accepted.size(), 60);
    assertThat(ids(false)).containsAll(accepted).hasSize(accepted.size() + 1);
    JsonNode newest = server.get("/api/v1/voicemails", "away", PASSWORD).get(0);
    assertThat(accepted.add(newest.path("id").asString())).isTrue();
    return newest;
  }

  /** Right after a start, which cleans up: a file for each message, and the greeting's. */
  private void assertNothingLeftOver() {
    assertThat(ids(false)).isEqualTo(accepted);
    assertThat(ids(true)).isEqualTo(deleted);
    assertThat(files()).hasSize(accepted.size() + deleted.size() + 1);
    assertThat(Prometheus.sum(server, "ringpost_voicemail_recording")).isZero();
  }

  private Set<String> ids(boolean gone) {
    Set<String> all = new HashSet<>();
    server
        .get("/api/v1/voicemails?deleted=" + gone, "away", PASSWORD)
        .forEach(m -> all.add(m.path("id").asString()));
    return all;
  }

  private long written() {
    // A greeting's file is as long as it is: what grows is a message.
    return files().stream().mapToLong(VoicemailServerKillTest::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException removed) {
      return 0;
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(server.data().resolve("messages"))) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void after(long millis) {
    await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofSeconds(60)).until(() -> true);
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private static void until(BooleanSupplier condition, int seconds) {
    await("what was waited for").atMost(Duration.ofSeconds(seconds)).until(condition::getAsBoolean);
  }

  private HttpRequest.Builder request(String path) {
    String pair =
        Base64.getEncoder().encodeToString(("away:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(server.url(path)).header("Authorization", "Basic " + pair);
  }

  private int get(String path) {
    return server.send(request(path).build()).statusCode();
  }

  private int put(String path, byte[] body) {
    return server
        .send(request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)).build())
        .statusCode();
  }

  private byte[] shortGreeting() {
    Path file = folder.resolve("greeting.wav");
    try (var out = new WavSink(file)) {
      for (int i = 0; i < 10; i++) {
        out.write(new short[Pcm.FRAME]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunningPhone phone() {
    return server.phone(
        folder.resolve("ada"),
        "ada",
        PASSWORD,
        "--audio-in",
        Talk.sentence("sentence-a.wav", folder).toString());
  }
}
