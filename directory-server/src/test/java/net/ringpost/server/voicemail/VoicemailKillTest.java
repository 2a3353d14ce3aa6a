// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.voicemail.storage.Finisher;
import net.ringpost.server.voicemail.storage.VoicemailMaintenance;
import net.ringpost.server.voicemail.storage.Voicemails;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A process that takes messages is killed at random instants, or its database, or both: what was
 * accepted or synced is there after the next start. {@code -Dringpost.kills=20} kills more often.
 */
class VoicemailKillTest {
  private static final int KILLS = Integer.getInteger("ringpost.kills", 6);

  /** What the process has said of each message: the most that was synced, finished, deleted. */
  private final Map<String, Long> synced = new HashMap<>();

  private final Set<String> finished = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();

  @Test
  void whatWasAcceptedOrSynced_survives() throws Exception {
    Path parent = Files.createDirectories(Path.of("target", "databases"));
    Path data = Files.createTempDirectory(parent, "kill").toAbsolutePath();
    for (int seed = 0; seed < KILLS; seed++) {
      run(data, new Random(seed), seed % 3 != 0, seed % 3 != 1);
      assertEverythingThere(data);
    }
    assertThat(finished).hasSizeGreaterThan(KILLS);
    assertThat(dropped).isNotEmpty();
  }

  private void run(Path data, Random random, boolean killDatabase, boolean killAtOnce)
      throws Exception {
    Process child = TakingMessages.start(data, random.nextInt());
    try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
      read(out, 1 + random.nextInt(150));
      if (killDatabase) {
        child
            .descendants()
            .filter(p -> p.info().command().orElse("").contains("mariadbd"))
            .forEach(ProcessHandle::destroyForcibly);
      }
      if (!killAtOnce) {
        read(out, 150); // it goes on once the database is back
      }
      child.toHandle().destroyForcibly();
      read(out, Integer.MAX_VALUE);
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private void read(BufferedReader out, int lines) throws IOException {
    String line = "";
    for (int i = 0; i < lines && line != null; i++) {
      line = out.readLine();
      if (line != null && line.endsWith(".")) { // else the last one, torn
        note(line.substring(0, line.length() - 1).split(" "));
      }
    }
  }

  private void note(String... said) {
    switch (said[0]) {
      case "synced" -> synced.put(said[1], Long.parseLong(said[2]));
      case "finished" -> finished.add(said[1]);
      case "dropping" -> dropped.add(said[1]);
      default -> throw new AssertionError(said[0]);
    }
  }

  private void assertEverythingThere(Path data) throws IOException {
    try (DataFolder folder = DataFolder.hold(data);
        Database database = Database.embedded(folder, step -> {})) {
      VoicemailStore store = new JdbcVoicemailStore(database);
      BlobStore contents = TakingMessages.contents(data);
      Voicemails voicemails =
          new Voicemails(
              store, contents, Runnable::run, Instant::now, Long.MAX_VALUE / 4, Finisher.bySize());
      new VoicemailMaintenance(
              store, contents, voicemails, Finisher.bySize(), Instant::now, call -> {})
          .recover();
      Set<BlobName> named = new HashSet<>();
      Map<String, Long> there = new HashMap<>();
      for (boolean deleted : new boolean[] {false, true}) {
        for (VoicemailRow row : voicemails.list(TakingMessages.MEMBER, deleted)) {
          named.add(new BlobName(row.account(), row.content()));
          try (SeekableByteChannel content = voicemails.open(row)) {
            there.put(row.id(), content.size());
          }
        }
      }
      assertThat(store.recording()).isEmpty();
      assertThat(contents.list())
          .extracting(BlobStore.Stored::name)
          .containsExactlyInAnyOrderElementsOf(named);
      synced.forEach((id, size) -> assertSize(id, there.get(id), size));
      assertThat(there).containsKeys(minus(finished, dropped));
    }
  }

  private static String[] minus(Set<String> all, Set<String> some) {
    return all.stream().filter(id -> !some.contains(id)).toArray(String[]::new);
  }

  private void assertSize(String id, @Nullable Long there, long size) {
    if (!dropped.contains(id)) {
      assertThat(there).as(id).isNotNull().isGreaterThanOrEqualTo(size);
    }
  }
}
