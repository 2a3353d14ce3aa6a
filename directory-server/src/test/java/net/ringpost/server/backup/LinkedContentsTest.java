// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.ringpost.db.blob.BlobName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedContentsTest {
  private static final BlobName KEPT = new BlobName(7, "0123456789abcdef0123456789abcdef");
  private static final BlobName GONE = new BlobName(8, "0123456789abcdef0123456789abcdef");

  @TempDir Path messages;

  @Test
  void content_that_is_deleted_meanwhile_can_still_be_read() throws IOException {
    Path file = Files.createDirectory(messages.resolve("7")).resolve(KEPT.name());
    Files.writeString(file, "said");
    // A number that no process has: one that was killed.
    Path leftOver = Files.createDirectory(messages.resolve("backup-999999999999"));
    Files.writeString(leftOver.resolve("x"), "");
    try (LinkedContents contents = LinkedContents.hold(messages, List.of(KEPT, GONE))) {
      assertThat(contents.held()).containsExactly(KEPT);
      assertThat(contents.missing()).containsExactly(GONE);
      Files.delete(file);
      assertThat(contents.file(KEPT)).hasContent("said");
    }
    assertThat(messages).isDirectoryNotContaining("glob:**backup-*");
  }

  @Test
  void without_a_folder_nothing_is_there() throws IOException {
    try (LinkedContents contents = LinkedContents.hold(messages.resolve("none"), List.of(KEPT))) {
      assertThat(contents.missing()).containsExactly(KEPT);
    }
    assertThat(messages.resolve("none")).doesNotExist();
  }
}
