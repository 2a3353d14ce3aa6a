// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.ringpost.db.secret.MemberKeys;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that appends is killed at a random instant: what it had synced is there. */
class BlobKillTest {
  private static final MemberKeys KEYS = new MemberKeys(new byte[32]);
  private static final BlobName NAME = new BlobName(7, "0123456789abcdef0123456789abcdef");
  private static final int MOST = 100_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatWasSynced_survives(int seed) throws Exception {
    Process child = child(seed);
    long synced = 0;
    int instant = new Random(seed).nextInt(40);
    try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
      String line = out.readLine();
      for (int i = 0; i < instant && line != null; i++) {
        synced = Long.parseLong(line);
        line = out.readLine();
      }
      untilWritten(child, written() + new Random(seed).nextInt(200_000));
      child.toHandle().destroyForcibly(); // leaves us what it has printed
      for (; line != null && !line.isEmpty(); line = out.readLine()) {
        synced = Math.max(synced, Long.parseLong(line));
      }
    }
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertReadable(seed, synced);
  }

  /** The instant: so many bytes are in the file, synced or not, perhaps in the middle of some. */
  private void untilWritten(Process child, long bytes) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofNanos(1000))
        .until(() -> !child.isAlive() || written() >= bytes);
  }

  private long written() throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  private void assertReadable(int seed, long synced) throws IOException {
    BlobStore store = new FolderBlobStore(folder, KEYS, 0);
    byte[] before = BlobStoreContract.read(store, NAME);
    assertThat(before.length).isGreaterThanOrEqualTo((int) synced);
    assertThat(store.mend(NAME)).isEqualTo(before.length);
    byte[] content = BlobStoreContract.bytes(Math.max(before.length, 1), seed);
    assertThat(BlobStoreContract.read(store, NAME))
        .isEqualTo(Arrays.copyOf(content, before.length));
    assertThat(before.length % 64).as("only whole appends").isZero();
  }

  private Process child(int seed) throws IOException, URISyntaxException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes(BlobStore.class) + java.io.File.pathSeparator + classes(BlobKillTest.class),
            Appending.class.getName(),
            folder.toString(),
            Integer.toString(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path classes(Class<?> of) throws URISyntaxException {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The process that is killed; it ends by itself when nobody does. */
  static final class Appending {
    private Appending() {}

    /** Appends to a folder, and prints how much is synced. */
    public static void main(String[] arguments) throws IOException {
      Random content = new Random(Integer.parseInt(arguments[1]));
      Random lengths = new Random(Integer.parseInt(arguments[1]));
      BlobStore store = new FolderBlobStore(Path.of(arguments[0]), KEYS, 0);
      try (BlobStore.Writing writing = store.begin(NAME)) {
        while (writing.size() < MOST) {
          byte[] bytes = new byte[64 * (1 + lengths.nextInt(200))];
          content.nextBytes(bytes);
          writing.append(bytes, 0, bytes.length);
          if (lengths.nextInt(4) == 0) {
            writing.sync();
            System.out.println(writing.size());
          }
        }
      }
    }
  }
}
