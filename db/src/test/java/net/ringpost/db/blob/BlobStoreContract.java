// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of contents must do. */
interface BlobStoreContract {
  /** An empty store. */
  BlobStore store();

  /** A name of a member's. */
  static BlobName name(long account) {
    return new BlobName(account, BlobName.random());
  }

  /** So many bytes, the same for the same seed. */
  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes a content in appends of this length; the last may be shorter. */
  static void write(BlobStore store, BlobName name, byte[] content, int append) throws IOException {
    try (BlobStore.Writing writing = store.begin(name)) {
      for (int at = 0; at < content.length; at += append) {
        writing.append(content, at, Math.min(append, content.length - at));
      }
      writing.sync();
      assertThat(writing.size()).isEqualTo(content.length);
    }
  }

  /** All that a store has under a name. */
  static byte[] read(BlobStore store, BlobName name) throws IOException {
    try (SeekableByteChannel channel = store.open(name)) {
      ByteBuffer all = ByteBuffer.allocate((int) channel.size());
      while (all.hasRemaining() && channel.read(all) >= 0) {
        assertThat(channel.position()).isEqualTo(all.position());
      }
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      return all.array();
    }
  }

  @Test
  default void content_isReadAsItWasWritten() throws IOException {
    BlobName name = name(7);
    byte[] content = bytes(100_000, 1);
    write(store(), name, content, 999);
    assertThat(read(store(), name)).isEqualTo(content);
    BlobName one = name(7);
    byte[] large = bytes(BlobStore.MOST_APPENDED, 2);
    write(store(), one, large, large.length);
    assertThat(read(store(), one)).isEqualTo(large);
  }

  @Test
  default void anyRange_isRead() throws IOException {
    BlobName name = name(7);
    byte[] content = bytes(5000, 3);
    write(store(), name, content, 77);
    Random random = new Random(4);
    try (SeekableByteChannel channel = store().open(name)) {
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(content.length);
        int length = random.nextInt(300) + 1;
        ByteBuffer range = ByteBuffer.allocate(length);
        int read = channel.position(from).read(range);
        assertThat(read).isEqualTo(Math.min(length, content.length - from));
        assertThat(Arrays.copyOf(range.array(), read))
            .isEqualTo(Arrays.copyOfRange(content, from, from + read));
      }
      assertThat(channel.position(content.length).read(ByteBuffer.allocate(9))).isEqualTo(-1);
    }
  }

  @Test
  default void reader_seesWhatWasAppendedBeforeItOpened() throws IOException {
    BlobName name = name(7);
    try (BlobStore.Writing writing = store().begin(name)) {
      assertThat(read(store(), name)).isEmpty();
      writing.append(new byte[] {0, 1, 2, 3}, 1, 2);
      assertThat(read(store(), name)).containsExactly(1, 2);
      writing.append(new byte[] {3}, 0, 1);
      assertThat(read(store(), name)).containsExactly(1, 2, 3);
    }
  }

  @Test
  default void wrongAppend_isRefusedAndHarmless() throws IOException {
    BlobName name = name(7);
    try (BlobStore.Writing writing = store().begin(name)) {
      byte[] five = new byte[5];
      assertThatThrownBy(() -> writing.append(five, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writing.append(five, 4, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      writing.append(five, 0, 5);
    }
    assertThat(read(store(), name)).hasSize(5);
  }

  @Test
  default void name_isGivenOnce() throws IOException {
    BlobName name = name(7);
    write(store(), name, bytes(10, 5), 10);
    assertThatThrownBy(() -> store().begin(name)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read(store(), name)).hasSize(10);
  }

  @Test
  default void contentThatIsNotThere_isToldSo() throws IOException {
    BlobName name = name(7);
    assertThatThrownBy(() -> store().open(name)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store().mend(name)).isInstanceOf(NoSuchFileException.class);
    assertThat(store().delete(name)).isFalse();
  }

  @Test
  default void list_hasWhatIsThere() throws IOException {
    assertThat(store().list()).isEmpty();
    BlobName first = name(7);
    BlobName second = name(8);
    write(store(), first, bytes(10, 6), 10);
    write(store(), second, bytes(10, 7), 10);
    assertThat(store().list())
        .extracting(BlobStore.Stored::name)
        .containsExactlyInAnyOrder(first, second);
    assertThat(store().list().getFirst().changed())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plusSeconds(1));
    assertThat(store().delete(first)).isTrue();
    assertThat(store().list()).extracting(BlobStore.Stored::name).containsExactly(second);
  }

  @Test
  default void mend_keepsWhatIsWhole() throws IOException {
    BlobName name = name(7);
    byte[] content = bytes(1000, 8);
    write(store(), name, content, 100);
    assertThat(store().mend(name)).isEqualTo(1000);
    assertThat(read(store(), name)).isEqualTo(content);
  }
}
