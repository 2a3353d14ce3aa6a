// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRoomTest {
  @TempDir Path folder;

  @Test
  void less_free_than_the_reserve_is_full() {
    assertThat(new DiskRoom(folder, Long.MAX_VALUE).full()).isTrue();
    assertThat(new DiskRoom(folder, 1).full()).isFalse();
    assertThat(new DiskRoom(folder.resolve("not/there/yet"), 1).full()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
  void a_write_that_the_kernel_refuses_is_full_until_one_goes_well(String said) throws IOException {
    Path messages = folder.resolve("messages");
    DiskRoom room = new DiskRoom(messages, 1);
    assertThat(room.failed(new IOException(said), 10))
        .isInstanceOf(StorageFullException.class)
        .hasRootCauseMessage(said);
    // Nothing can be written there.
    assertThat(room.full()).isTrue();
    Files.createDirectory(messages);
    assertThat(room.full()).isFalse();
    assertThat(messages).isEmptyDirectory();
  }

  @Test
  void another_failure_is_what_it_is() {
    DiskRoom room = new DiskRoom(folder, 1);
    IOException other = new IOException("Input/output error");
    assertThat(room.failed(other, 10)).isSameAs(other);
    assertThat(room.full()).isFalse();
  }
}
