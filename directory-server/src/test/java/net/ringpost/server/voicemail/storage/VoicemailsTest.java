// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.DamagedBlobException;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.mwi.MailboxChanged;
import net.ringpost.server.voicemail.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoicemailsTest {
  private static final int QUOTA = 10_000;

  @TempDir Path folder;
  private final long me = ThreadLocalRandom.current().nextLong(1L << 50);
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final BlockingQueue<MailboxChanged> told = new LinkedBlockingQueue<>();
  private final UUID call = UUID.randomUUID();
  private final List<UUID> kept = new ArrayList<>();
  private volatile boolean away;
  private volatile Instant now = Instant.now();
  private BlobStore contents;
  private VoicemailStore store;
  private Voicemails voicemails;

  @BeforeEach
  void start() {
    contents = new FolderBlobStore(folder, new MemberKeys(new byte[32]), 0);
    VoicemailStore real = new JdbcVoicemailStore(TestDatabase.get());
    real.recording().forEach(row -> real.remove(row.id())); // of other tests
    real.storedAfter("").forEach(row -> real.remove(row.id()));
    store = TestDatabase.sometimesAway(VoicemailStore.class, real, () -> away);
    voicemails = new Voicemails(store, contents, workers, () -> now, QUOTA, Finisher.bySize());
    voicemails.listen(told::add);
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private MessageRecording begun() throws Exception {
    return get(
        voicemails.begin(new NewVoicemail(me, "1001", "Ada", VoicemailKind.AUDIO, now, call)));
  }

  private MessageRecording recorded(int bytes) throws Exception {
    MessageRecording recording = begun();
    recording.append(new byte[bytes], 0, bytes);
    recording.sync();
    return recording;
  }

  private VoicemailRow message(int bytes) throws Exception {
    MessageRecording recording = recorded(bytes);
    assertThat(get(voicemails.finish(recording, 3000))).isTrue();
    return voicemails.find(me, recording.id()).orElseThrow();
  }

  private VoicemailMaintenance care(Finisher finisher) {
    return new VoicemailMaintenance(store, contents, voicemails, finisher, () -> now, kept::add);
  }

  private void assertTold(int fresh, int old) throws InterruptedException {
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(new MailboxChanged(me, fresh, old));
  }

  private void assertNothingLeft() throws IOException {
    assertThat(contents.list()).isEmpty();
    assertThat(store.recording()).isEmpty();
    assertThat(store.contents(me)).isEmpty();
    assertThat(voicemails.recording()).isZero();
  }

  @Test
  void message_isListedAndToldOnceItIsFinished() throws Exception {
    MessageRecording recording = recorded(500);
    assertThat(voicemails.list(me, false)).isEmpty();
    assertThat(voicemails.recording()).isEqualTo(1);
    assertThat(get(voicemails.finish(recording, 3000))).isTrue();
    assertTold(1, 0);
    assertThat(get(voicemails.finish(recording, 4000))).isFalse();
    assertThat(get(voicemails.discard(recording))).isFalse();
    VoicemailRow row = voicemails.list(me, false).getFirst();
    assertThat(row.durationMs()).isEqualTo(3000);
    try (SeekableByteChannel content = voicemails.open(row)) {
      assertThat(content.size()).isEqualTo(500);
    }
    assertThat(voicemails.recording()).isZero();
    assertThat(voicemails.stored()).isEqualTo(1);
    assertThat(voicemails.storedBytes()).isEqualTo(500);
  }

  @Test
  void discardedOrEmptyMessage_leavesNothing() throws Exception {
    assertThat(get(voicemails.discard(recorded(500)))).isFalse();
    assertThat(get(voicemails.finish(begun(), 0))).isFalse();
    assertNothingLeft();
    assertThat(told).isEmpty();
  }

  @Test
  void databaseThatIsAway_isWaitedFor() throws Exception {
    MessageRecording recording = recorded(500);
    away = true;
    CompletableFuture<Boolean> finished = voicemails.finish(recording, 3000);
    assertThatThrownBy(this::begun)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(contents.list()).hasSize(1);
    assertThat(finished).isNotDone();
    away = false;
    assertThat(get(finished)).isTrue();
    assertTold(1, 0);
  }

  @Test
  void fullMailbox_keepsWhatItHas_andHasRoomAgainAfterADeletion() throws Exception {
    VoicemailRow first = message(6000);
    MessageRecording second = recorded(3000);
    MessageRecording third = recorded(900);
    assertFull(() -> second.append(new byte[101], 0, 101));
    third.append(new byte[100], 0, 100);
    assertThat(get(voicemails.finish(second, 1000))).isTrue();
    assertThat(get(voicemails.finish(third, 1000))).isTrue();
    assertThatThrownBy(this::begun).hasCauseInstanceOf(StorageFullException.class);
    assertThat(voicemails.count(me)).isEqualTo(new MailboxCount(3, 0));
    assertThat(contents.list()).hasSize(3);
    voicemails.delete(me, first.id());
    message(5000);
    MessageRecording last = recorded(1);
    assertFull(() -> last.append(new byte[1000], 0, 1000));
    voicemails.restore(me, first.id());
    assertThat(voicemails.find(me, first.id())).isPresent();
  }

  private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageFullException.class,
            e -> assertThat(e.limit()).isEqualTo(StorageFullException.Limit.QUOTA));
  }

  @Test
  void messageThatWasCut_doesNotOpen() throws Exception {
    VoicemailRow row = message(500);
    BlobName name = new BlobName(me, row.content());
    contents.delete(name);
    try (BlobStore.Writing writing = contents.begin(name)) {
      writing.append(new byte[499], 0, 499);
    }
    assertThatThrownBy(() -> voicemails.open(row)).isInstanceOf(DamagedBlobException.class);
  }

  @Test
  void interruptedMessage_isDeliveredAtTheNextStart() throws Exception {
    MessageRecording lost = recorded(800);
    restart();
    care(Finisher.bySize()).recover();
    assertTold(1, 0);
    VoicemailRow row = voicemails.find(me, lost.id()).orElseThrow();
    assertThat(row.durationMs()).isEqualTo(100);
    assertThat(row.size()).isEqualTo(800);
    assertThat(row.heardAt()).isNull();
    voicemails.open(row).close();
    // So that the caller's history says what the callee's mailbox has.
    assertThat(kept).containsExactly(call);
  }

  @Test
  void interruptedMessage_isReplacedByWhatTheFinisherMakesOfIt() throws Exception {
    MessageRecording lost = recorded(800);
    restart();
    care((kind, content, corrected) -> {
          ByteBuffer all = ByteBuffer.allocate(2000);
          content.read(all);
          corrected.append(all.array(), 0, 900);
          return Optional.of(new Finisher.Finished(VoicemailKind.VIDEO, 77));
        })
        .recover();
    VoicemailRow row = voicemails.find(me, lost.id()).orElseThrow();
    assertThat(row.durationMs()).isEqualTo(77);
    assertThat(row.kind()).isEqualTo(VoicemailKind.VIDEO);
    assertThat(row.size()).isEqualTo(900);
    voicemails.open(row).close();
    assertThat(contents.list()).hasSize(1);
  }

  private void restartWith(Finisher finisher) {
    voicemails = new Voicemails(store, contents, workers, () -> now, QUOTA, finisher);
    voicemails.listen(told::add);
  }

  @Test
  void messageThatMustBeMadeWhole_isListedWithTheNewContentOnly() throws Exception {
    restartWith(
        (kind, content, corrected) -> {
          corrected.append(new byte[900], 0, 900);
          return Optional.of(new Finisher.Finished(VoicemailKind.VIDEO, 2500));
        });
    MessageRecording recording = recorded(800);
    assertThat(get(voicemails.complete(recording))).isTrue();
    assertTold(1, 0);
    VoicemailRow row = voicemails.find(me, recording.id()).orElseThrow();
    assertThat(row.kind()).isEqualTo(VoicemailKind.VIDEO);
    assertThat(row.durationMs()).isEqualTo(2500);
    assertThat(row.size()).isEqualTo(900);
    voicemails.open(row).close();
    assertThat(contents.list()).hasSize(1);
    assertThat(voicemails.recording()).isZero();
  }

  @Test
  void messageThatIsNoneWhenMadeWhole_leavesNothing() throws Exception {
    restartWith((kind, content, corrected) -> Optional.empty());
    assertThat(get(voicemails.complete(recorded(800)))).isFalse();
    assertNothingLeft();
    assertThat(told).isEmpty();
  }

  @Test
  void messageThatCannotBeMadeWhole_staysForTheNextTime() throws Exception {
    restartWith(
        (kind, content, corrected) -> {
          corrected.append(new byte[900], 0, 900);
          throw new IOException("the disk is full");
        });
    MessageRecording recording = recorded(800);
    assertThat(voicemails.complete(recording)).failsWithin(Duration.ofSeconds(20));
    assertThat(contents.list()).hasSize(1);
    assertThat(store.recording()).hasSize(1);
    care(Finisher.bySize()).recover();
    assertThat(voicemails.find(me, recording.id()).orElseThrow().size()).isEqualTo(800);
  }

  @Test
  void interruptedMessageThatIsNone_isRemoved() throws Exception {
    recorded(800);
    begun();
    restart();
    care((kind, content, corrected) -> Optional.empty()).recover();
    assertNothingLeft();
    assertThat(told).isEmpty();
  }

  /** What was going on is forgotten, as after a sudden end. */
  private void restart() {
    voicemails = new Voicemails(store, contents, workers, () -> now, QUOTA, Finisher.bySize());
    voicemails.listen(told::add);
    now = now.plusSeconds(10);
  }

  @Test
  void recordingThatGoesOn_isLeftAlone() throws Exception {
    MessageRecording recording = recorded(10);
    now = now.plus(Duration.ofHours(2));
    care(Finisher.bySize()).daily();
    recording.append(new byte[5], 0, 5);
    assertThat(get(voicemails.finish(recording, 3000))).isTrue();
    assertThat(voicemails.find(me, recording.id()).orElseThrow().size()).isEqualTo(15);
  }

  @Test
  void cleanUp_removesOrphansAndMessagesWithoutContent() throws Exception {
    VoicemailRow good = message(10);
    VoicemailRow empty = message(10);
    contents.delete(new BlobName(me, empty.content()));
    try (BlobStore.Writing orphan = contents.begin(new BlobName(me, BlobName.random()))) {
      orphan.append(new byte[5], 0, 5);
    }
    care(Finisher.bySize()).daily();
    assertThat(contents.list()).as("it may be younger than its row").hasSize(2);
    now = now.plus(Duration.ofHours(2));
    care(Finisher.bySize()).daily();
    assertThat(contents.list())
        .extracting(BlobStore.Stored::name)
        .containsExactly(new BlobName(me, good.content()));
    assertThat(voicemails.list(me, false)).extracting(VoicemailRow::id).containsExactly(good.id());
  }

  @Test
  void missingDisk_isNotCleanedUp() throws Exception {
    VoicemailRow row = message(10);
    contents.delete(new BlobName(me, row.content()));
    now = now.plus(Duration.ofHours(2));
    care(Finisher.bySize()).daily();
    assertThat(voicemails.find(me, row.id())).isPresent();
  }

  @Test
  void deletedMessage_isGoneAfter30Days() throws Exception {
    VoicemailRow row = message(10);
    voicemails.delete(me, row.id());
    now = now.plus(Duration.ofDays(30)).minusSeconds(1);
    care(Finisher.bySize()).daily();
    assertThat(voicemails.list(me, true)).hasSize(1);
    now = now.plusSeconds(2);
    care(Finisher.bySize()).daily();
    assertThat(List.of(voicemails.list(me, true), voicemails.list(me, false)))
        .allMatch(List::isEmpty);
    assertNothingLeft();
  }
}
