// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.DamagedBlobException;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.secret.MemberKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentResourceTest {
  private static final BlobName NAME = new BlobName(1, "0123456789abcdef0123456789abcdef");
  private static final int FIRST_CHUNK = 36 + 4;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private BlobStore store;

  @SuppressWarnings("NullAway.Init")
  private ContentResource resource;

  @BeforeEach
  void write() throws IOException {
    store = new FolderBlobStore(folder, new MemberKeys(new byte[32]), 0);
    try (BlobStore.Writing writing = store.begin(NAME)) {
      writing.append(new byte[] {1, 2, 3, 4}, 0, 4);
      writing.append(new byte[] {5, 6}, 0, 2);
    }
    resource = new ContentResource("message", 6, () -> store.open(NAME));
  }

  private void damageFirstChunk() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[FIRST_CHUNK] = (byte) ~bytes[FIRST_CHUNK];
      Files.write(file, bytes);
    }
  }

  @Test
  void whole_content_is_read() throws IOException {
    try (InputStream in = resource.getInputStream()) {
      assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void range_is_read_without_what_is_before_it() throws IOException {
    damageFirstChunk();
    try (InputStream in = resource.getInputStream()) {
      in.skipNBytes(4);
      assertThat(in.readAllBytes()).containsExactly(5, 6);
    }
    try (InputStream in = resource.getInputStream()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(DamagedBlobException.class);
    }
  }

  @Test
  void no_more_is_skipped_than_there_is() throws IOException {
    try (InputStream in = resource.getInputStream()) {
      assertThat(in.skip(10)).isEqualTo(6);
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
