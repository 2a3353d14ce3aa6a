// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {
  @Test
  void an_absence_is_one_line_and_its_end_another() {
    AtomicBoolean answers = new AtomicBoolean(true);
    DatabaseWatch watch = new DatabaseWatch(answers::get);
    try (Warnings warnings = Warnings.of(DatabaseWatch.class)) {
      watch.look();
      assertThat(warnings.all()).isEmpty();
      answers.set(false);
      watch.look();
      watch.look();
      watch.look();
      assertThat(warnings.all()).hasSize(1);
      answers.set(true);
      watch.look();
      watch.look();
      List<String> all = warnings.all();
      assertThat(all).hasSize(2);
      assertThat(all.get(0)).contains("does not answer").doesNotContain("\n");
      assertThat(all.get(1)).contains("answers again");
    }
  }
}
