// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DiskWatchTest {
  private static final long MEGABYTE = 1024 * 1024;

  private final AtomicBoolean full = new AtomicBoolean();
  private final DiskWatch watch =
      new DiskWatch(full::get, () -> 7 * MEGABYTE, Path.of("/data/messages"), 100 * MEGABYTE);

  @Test
  void a_full_disk_is_told_once_and_its_end_once() {
    try (Warnings warnings = Warnings.of(DiskWatch.class)) {
      watch.look();
      assertThat(warnings.all()).isEmpty();
      assertThat(watch.health().getStatus()).isEqualTo(Status.UP);
      full.set(true);
      watch.look();
      watch.look();
      assertThat(warnings.all()).hasSize(1);
      assertThat(warnings.all().getFirst()).contains("/data/messages", "7 MB", "100 MB");
      assertThat(watch.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(watch.health().getDetails()).containsEntry("free", 7 * MEGABYTE);
      full.set(false);
      watch.look();
      watch.look();
      assertThat(warnings.all()).hasSize(2);
      full.set(true);
      watch.look();
      assertThat(warnings.all()).hasSize(3);
    }
  }

  @Test
  void operators_see_the_room_of_the_data_folder() {
    WholeServer server = WholeServer.get();
    String metrics =
        WholeServer.text(
            server.send(HttpRequest.newBuilder(server.url("/actuator/prometheus")).build()));
    assertThat(metrics)
        .contains("disk_free_bytes{path=\"" + server.data() + "\"}")
        .contains("ringpost_voicemail_refused_total{full=\"disk\"}")
        .contains("ringpost_voicemail_refused_total{full=\"quota\"}");
    assertThat(
            WholeServer.json(
                    server.send(HttpRequest.newBuilder(server.url("/actuator/health")).build()))
                .path("components")
                .path("disk")
                .path("status")
                .asString())
        .isEqualTo("UP");
  }
}
