// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import net.ringpost.db.secret.MemberKeys;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobStoreTest implements BlobStoreContract {
  private static final MemberKeys KEYS = new MemberKeys(new byte[32]);

  @TempDir Path folder;

  @Override
  public BlobStore store() {
    return new FolderBlobStore(folder.resolve("messages"), KEYS, 0);
  }

  private Path path(BlobName name) {
    return folder.resolve("messages").resolve("" + name.account()).resolve(name.name());
  }

  private BlobName written(int length, int append) throws IOException {
    BlobName name = BlobStoreContract.name(7);
    BlobStoreContract.write(store(), name, BlobStoreContract.bytes(length, 1), append);
    return name;
  }

  /** What can be read, whether up to the end or up to a place that is damaged. */
  private byte[] readable(BlobName name) throws IOException {
    return BlobStoreContract.read(store(), name);
  }

  @Test
  void plainText_isNotOnTheDisk() throws IOException {
    BlobName name = BlobStoreContract.name(7);
    String said = "nobody else may hear this";
    byte[] content = said.repeat(50).getBytes(StandardCharsets.US_ASCII);
    BlobStoreContract.write(store(), name, content, 100);
    String file = Files.readString(path(name), StandardCharsets.ISO_8859_1);
    assertThat(file).doesNotContain("nobody").hasSize(content.length + 36 + 13 * 20);
    BlobName again = BlobStoreContract.name(7);
    BlobStoreContract.write(store(), again, content, 100);
    assertThat(Files.readAllBytes(path(again))).isNotEqualTo(Files.readAllBytes(path(name)));
  }

  @Test
  void fileOfAnotherNameOrMemberOrKey_doesNotOpen() throws IOException {
    BlobName name = written(1000, 100);
    BlobName other = BlobStoreContract.name(7);
    Files.copy(path(name), path(other));
    assertThatThrownBy(() -> readable(other)).isInstanceOf(DamagedBlobException.class);
    BlobName stranger = new BlobName(8, name.name());
    Files.createDirectories(path(stranger).getParent());
    Files.copy(path(name), path(stranger));
    assertThatThrownBy(() -> readable(stranger)).isInstanceOf(DamagedBlobException.class);
    byte[] key = new byte[32];
    key[0] = 1;
    BlobStore foreign = new FolderBlobStore(folder.resolve("messages"), new MemberKeys(key), 0);
    assertThatThrownBy(() -> foreign.open(name)).isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void chunksThatAreChangedMovedOrLeftOut_areNoticed() throws IOException {
    int chunk = 120;
    byte[] file = Files.readAllBytes(path(written(1000, 100)));
    int third = BlobFile.HEADER + 2 * chunk;
    byte[] swapped = file.clone();
    System.arraycopy(file, third, swapped, third + chunk, chunk);
    System.arraycopy(file, third + chunk, swapped, third, chunk);
    assertDamaged(swapped);
    byte[] without = new byte[file.length - chunk];
    System.arraycopy(file, 0, without, 0, third);
    System.arraycopy(file, third + chunk, without, third, without.length - third);
    // What is left from there on does not open, as after a sudden end: the size tells.
    assertThat(readable(replaced(without))).hasSize(200);
    for (int at : new int[] {third + 4, third + 60, third + chunk - 1, 5, 20}) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertDamaged(changed);
    }
  }

  private void assertDamaged(byte[] file) throws IOException {
    BlobName name = replaced(file);
    assertThatThrownBy(() -> readable(name)).isInstanceOf(DamagedBlobException.class);
  }

  // The file keeps its name, since the name is in the key.
  private BlobName replaced(byte[] bytes) throws IOException {
    BlobName name = store().list().getFirst().name();
    Files.copy(
        new java.io.ByteArrayInputStream(bytes), path(name), StandardCopyOption.REPLACE_EXISTING);
    return name;
  }

  @Test
  void fileThatIsCutAnywhere_readsUpToTheLastWholeAppend() throws IOException {
    BlobName name = written(500, 100);
    byte[] file = Files.readAllBytes(path(name));
    byte[] content = BlobStoreContract.bytes(500, 1);
    for (int length = file.length; length >= 0; length -= 7) {
      replaced(Arrays.copyOf(file, length));
      int whole = Math.max(0, length - BlobFile.HEADER) / 120 * 100;
      assertThat(readable(name)).isEqualTo(Arrays.copyOf(content, whole));
      assertThat(store().mend(name)).isEqualTo(whole);
      assertThat(readable(name)).isEqualTo(Arrays.copyOf(content, whole));
    }
  }

  @Test
  void bytesThatNeverReachedTheDisk_areMended() throws IOException {
    BlobName name = written(500, 100);
    try (RandomAccessFile file = new RandomAccessFile(path(name).toFile(), "rw")) {
      file.seek(BlobFile.HEADER + 2 * 120 + 30);
      file.write(new byte[50]);
      file.seek(file.length());
      file.write(new byte[4096]);
    }
    assertThat(store().mend(name)).isEqualTo(200);
    assertThat(readable(name)).isEqualTo(Arrays.copyOf(BlobStoreContract.bytes(500, 1), 200));
  }

  @Test
  void nothingIsBegun_belowTheReserve() {
    BlobStore store = new FolderBlobStore(folder.resolve("messages"), KEYS, Long.MAX_VALUE);
    assertThatThrownBy(() -> store.begin(BlobStoreContract.name(7)))
        .isInstanceOfSatisfying(
            StorageFullException.class,
            e -> assertThat(e.limit()).isEqualTo(StorageFullException.Limit.DISK));
  }

  @Test
  void fullDisk_isToldAndWhatIsStoredStays() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
        "no small disk could be mounted here: mount -t tmpfs is refused");
    try {
      BlobStore small = new FolderBlobStore(disk.resolve("messages"), KEYS, 0);
      BlobName before = BlobStoreContract.name(1);
      BlobName name = BlobStoreContract.name(2);
      byte[] content = BlobStoreContract.bytes(4_000_000, 9);
      BlobStoreContract.write(small, before, Arrays.copyOf(content, 100_000), 5000);
      long written;
      try (BlobStore.Writing writing = small.begin(name)) {
        assertThatThrownBy(() -> fill(writing, content)).isInstanceOf(StorageFullException.class);
        written = writing.size();
      }
      assertThat(written).isGreaterThan(1_000_000);
      assertThat(BlobStoreContract.read(small, name))
          .isEqualTo(Arrays.copyOf(content, (int) written));
      assertThat(BlobStoreContract.read(small, before)).hasSize(100_000);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void fill(BlobStore.Writing writing, byte[] content) throws IOException {
    for (int at = 0; at < content.length; at += 5000) {
      writing.append(content, at, 5000);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
