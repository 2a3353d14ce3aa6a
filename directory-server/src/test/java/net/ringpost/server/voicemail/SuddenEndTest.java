// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.voicemail.storage.Finisher;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import net.ringpost.server.voicemail.storage.VoicemailMaintenance;
import net.ringpost.server.voicemail.storage.Voicemails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server ends suddenly before each single step that it takes towards the database or the disk:
 * nothing accepted is lost, and after a clean-up messages and contents agree.
 */
class SuddenEndTest {
  private static final int MOST_STEPS = 200;

  /** Appends something when it finishes a message, so that the content is replaced. */
  private static final Finisher REPLACING =
      (kind, content, corrected) -> {
        corrected.append(new byte[700], 0, 700);
        return Optional.of(new Finisher.Finished(VoicemailKind.AUDIO, 1000));
      };

  @TempDir Path folder;

  /** The supply of power: after so many steps there is none any more. */
  private static final class Power {
    private int left;

    Power(int steps) {
      left = steps;
    }

    void step() {
      if (left == 0) {
        throw new PowerCut();
      }
      left--;
    }
  }

  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What one run has done before the end. */
  private static final class Run {
    final long member = ThreadLocalRandom.current().nextLong(1L << 50);
    final Set<String> accepted = new HashSet<>();
    final Set<String> synced = new HashSet<>();
    final Set<String> deleted = new HashSet<>();
    final Instant now = Instant.now();
    private final BlobStore contents;
    private final VoicemailStore store;

    Run(Path folder) {
      contents = new FolderBlobStore(folder, new MemberKeys(new byte[32]), 0);
      store = new JdbcVoicemailStore(TestDatabase.get());
      store.recording().forEach(row -> store.remove(row.id()));
      store.storedAfter("").forEach(row -> store.remove(row.id()));
    }

    VoicemailStore store(Power power) {
      return TestDatabase.watched(VoicemailStore.class, store, power::step);
    }

    BlobStore contents(Power power) {
      BlobStore watched =
          new Watched(TestDatabase.watched(BlobStore.class, contents, power::step), power);
      return watched;
    }

    Voicemails voicemails(Power power) {
      return new Voicemails(
          store(power), contents(power), Runnable::run, () -> now, 1_000_000, REPLACING);
    }

    VoicemailMaintenance care(Power power, Voicemails voicemails, Instant at) {
      return new VoicemailMaintenance(
          store(power), contents(power), voicemails, REPLACING, () -> at, call -> {});
    }

    void live(Power power) throws IOException {
      Voicemails voicemails = voicemails(power);
      String first = leave(voicemails, r -> voicemails.finish(r, 2000));
      leave(voicemails, r -> voicemails.finish(r, 2000));
      leave(voicemails, voicemails::complete);
      MessageRecording unwanted = begin(voicemails);
      unwanted.append(new byte[100], 0, 100);
      get(voicemails.discard(unwanted));
      // From here on it may be gone, or not.
      deleted.add(first);
      voicemails.delete(member, first);
      care(power, voicemails, now.plus(Duration.ofDays(31))).daily();
      begin(voicemails).append(new byte[100], 0, 100);
    }

    private String leave(
        Voicemails voicemails, Function<MessageRecording, CompletableFuture<Boolean>> ending)
        throws IOException {
      MessageRecording recording = begin(voicemails);
      recording.append(new byte[300], 0, 300);
      recording.append(new byte[200], 0, 200);
      recording.sync();
      synced.add(recording.id());
      get(ending.apply(recording));
      accepted.add(recording.id());
      return recording.id();
    }

    private MessageRecording begin(Voicemails voicemails) {
      return get(
          voicemails.begin(new NewVoicemail(member, "1001", "", VoicemailKind.AUDIO, now, null)));
    }

    void recover(Power power) {
      care(power, voicemails(power), now.plusSeconds(5)).recover();
    }

    void assertAgreement() throws IOException {
      Power forEver = new Power(Integer.MAX_VALUE);
      care(forEver, voicemails(forEver), now.plus(Duration.ofHours(2))).daily();
      assertThat(store.recording()).isEmpty();
      List<VoicemailRow> rows = store.storedAfter("");
      Set<BlobName> named = new HashSet<>();
      for (VoicemailRow row : rows) {
        BlobName name = new BlobName(row.account(), row.content());
        named.add(name);
        try (SeekableByteChannel content = contents.open(name)) {
          assertThat(content.size()).isEqualTo(row.size()).isIn(500L, 700L);
        }
      }
      assertThat(contents.list())
          .extracting(BlobStore.Stored::name)
          .containsOnlyOnceElementsOf(named);
      assertThat(contents.list()).hasSize(named.size());
      Set<String> there = new HashSet<>(rows.stream().map(VoicemailRow::id).toList());
      accepted.removeAll(deleted);
      synced.removeAll(deleted);
      assertThat(there).containsAll(accepted).containsAll(synced);
    }
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PowerCut cut) {
        throw cut;
      }
      throw e;
    }
  }

  @Test
  void endBeforeAnyStep_losesNothingAccepted() throws IOException {
    boolean finished = false;
    int steps = 0;
    for (; !finished && steps < MOST_STEPS; steps++) {
      Run run = new Run(folder.resolve("" + steps));
      try {
        run.live(new Power(steps));
        finished = true;
      } catch (PowerCut cut) {
        run.recover(new Power(Integer.MAX_VALUE));
      }
      run.assertAgreement();
    }
    assertThat(finished).isTrue();
    assertThat(steps).isGreaterThan(30);
  }

  @Test
  void endWhileRecovering_losesNothingAccepted() throws IOException {
    boolean finished = false;
    int steps = 0;
    for (; !finished && steps < MOST_STEPS; steps++) {
      Run run = new Run(folder.resolve("" + steps));
      MessageRecording recording = run.begin(run.voicemails(new Power(Integer.MAX_VALUE)));
      recording.append(new byte[500], 0, 500);
      recording.sync();
      run.synced.add(recording.id());
      try {
        run.recover(new Power(steps));
        finished = true;
      } catch (PowerCut cut) {
        run.recover(new Power(Integer.MAX_VALUE));
      }
      run.assertAgreement();
    }
    assertThat(finished).isTrue();
    assertThat(steps).isGreaterThan(8);
  }

  /** The contents that are written are watched as well. */
  private record Watched(BlobStore inner, Power power) implements BlobStore {
    @Override
    public Writing begin(BlobName name) throws IOException {
      return TestDatabase.watched(Writing.class, inner.begin(name), power::step);
    }

    @Override
    public SeekableByteChannel open(BlobName name) throws IOException {
      return inner.open(name);
    }

    @Override
    public long mend(BlobName name) throws IOException {
      return inner.mend(name);
    }

    @Override
    public boolean delete(BlobName name) throws IOException {
      return inner.delete(name);
    }

    @Override
    public int deleteAll(long account) throws IOException {
      return inner.deleteAll(account);
    }

    @Override
    public List<Stored> list() throws IOException {
      return inner.list();
    }
  }
}
