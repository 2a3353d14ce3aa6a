// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFactsTest {
  @TempDir Path data;

  @Test
  void whatIsWritten_isGoneOnceItIsRemoved_andThenThereIsNothingToRemove() throws Exception {
    new ServerFacts(12, Instant.EPOCH, "127.0.0.1", 1, 2, 3).write(data);
    Path file = data.resolve("server.json");
    assertThat(Files.readString(file)).contains("\"pid\":12", "\"httpPort\":1", "\"sipPort\":2");
    ServerFacts.remove(data);
    assertThat(file).doesNotExist();
    ServerFacts.remove(data);
    assertThat(data).isEmptyDirectory();
  }
}
