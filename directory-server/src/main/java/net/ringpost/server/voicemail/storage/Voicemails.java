// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.DamagedBlobException;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.mwi.MailboxChanged;

/**
 * The members' messages. Methods that return a future do their work on other threads and may be
 * called on the signalling loop; all others block, and throw {@link StoreUnavailableException}
 * while the database is away: on the loop, put them into {@link #ask}. Futures complete on those
 * other threads; they fail with the exception itself.
 */
public final class Voicemails {
  private static final long RETRY_MILLIS = 1000;

  private final VoicemailStore store;
  private final BlobStore contents;
  private final Executor workers;
  private final InstantSource clock;
  private final MailboxQuota rooms;
  private final Completion completion;
  private final MailboxChangePublisher announcements;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final LongAdder stored = new LongAdder();
  private final LongAdder storedBytes = new LongAdder();
  private final Map<StorageFullException.Limit, LongAdder> refused =
      Map.of(
          StorageFullException.Limit.DISK,
          new LongAdder(),
          StorageFullException.Limit.QUOTA,
          new LongAdder());

  /**
   * @param workers may block
   * @param quota how many bytes each member may keep
   * @param finisher makes messages whole that are not fit to be played when they are recorded
   */
  public Voicemails(
      VoicemailStore store,
      BlobStore contents,
      Executor workers,
      InstantSource clock,
      long quota,
      Finisher finisher) {
    this.store = store;
    this.contents = contents;
    this.workers = workers;
    this.clock = clock;
    this.rooms = new MailboxQuota(store, quota);
    this.completion = new Completion(store, contents, finisher);
    this.announcements = new MailboxChangePublisher(store, later());
  }

  private Executor later() {
    return CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, workers);
  }

  /** Tells a listener of every change of a mailbox, on the thread that made it. */
  public void listen(Consumer<MailboxChanged> listener) {
    announcements.listen(listener);
  }

  /**
   * Does what blocks on other threads; fails with {@link RejectedExecutionException} at the end.
   */
  public <T> CompletableFuture<T> ask(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      workers.execute(() -> complete(answer, work));
    } catch (RejectedExecutionException ending) {
      answer.completeExceptionally(ending);
    }
    return answer;
  }

  private static <T> void complete(CompletableFuture<T> answer, Callable<T> work) {
    try {
      answer.complete(work.call());
    } catch (Throwable e) { // nobody may wait for ever
      answer.completeExceptionally(e);
    }
  }

  /**
   * Begins to record a message. Nobody sees it before it is finished.
   *
   * @return fails with {@link net.ringpost.db.blob.StorageFullException} if the disk or the mailbox
   *     is full, with {@link StoreUnavailableException} while the database is away
   */
  public CompletableFuture<MessageRecording> begin(NewVoicemail wanted) {
    return ask(
        () -> {
          try {
            return beginNow(wanted);
          } catch (StorageFullException e) {
            Objects.requireNonNull(refused.get(e.limit())).increment();
            throw e;
          }
        });
  }

  private MessageRecording beginNow(NewVoicemail wanted) throws IOException {
    String id = BlobName.random();
    BlobName content = new BlobName(wanted.account(), BlobName.random());
    MailboxQuota.Room room = rooms.enter(wanted.account());
    boolean begun = false;
    open.add(id);
    try {
      BlobStore.Writing writing = contents.begin(content);
      MessageRecording recording = new MessageRecording(id, content, wanted.kind(), writing, room);
      try {
        store.begin(wanted.row(id, content.name()));
        begun = true;
        return recording;
      } finally {
        if (!begun) {
          writing.close();
          contents.delete(content);
        }
      }
    } finally {
      if (!begun) {
        open.remove(id);
        rooms.leave(wanted.account(), room);
      }
    }
  }

  /** Makes a message one that is listed; false if there is none. */
  @FunctionalInterface
  private interface Listing {
    boolean list(MessageRecording recording) throws IOException;
  }

  /**
   * Ends a recording: its content is on the disk before it is listed, and it is listed before
   * anybody is told. While the database is away this waits. Only the first of several calls of this
   * method, of {@link #complete} and of {@link #discard} does anything.
   *
   * @param durationMs how long it plays
   * @return whether there is a message now: not if nothing was appended
   */
  public CompletableFuture<Boolean> finish(MessageRecording recording, long durationMs) {
    return finish(recording, ended -> stored(ended, durationMs));
  }

  private boolean stored(MessageRecording recording, long durationMs) throws IOException {
    boolean listed =
        store.store(
                recording.id(),
                recording.content().name(),
                recording.kind(),
                durationMs,
                recording.size())
            // A try before this one may have succeeded without our hearing of it.
            || store.find(recording.account(), recording.id()).isPresent();
    if (!listed) {
      // The member was deleted while it was recorded.
      contents.delete(recording.content());
    }
    return listed;
  }

  /**
   * As {@link #finish}, but the content is made whole before: one with pictures plays only then.
   *
   * @return whether there is a message now: not if it is not worth keeping
   */
  public CompletableFuture<Boolean> complete(MessageRecording recording) {
    return finish(recording, this::completed);
  }

  private boolean completed(MessageRecording recording) throws IOException {
    boolean listed = completion.complete(recording.id(), recording.content(), recording.kind());
    if (!listed) {
      contents.delete(recording.content());
      store.remove(recording.id());
    }
    return listed;
  }

  private CompletableFuture<Boolean> finish(MessageRecording recording, Listing listing) {
    if (!recording.settle()) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    // Not composed of other futures: what is done when one is complete already is done by who asks.
    var unused =
        ask(
            () -> {
              if (recording.size() == 0) {
                complete(answer, () -> dropped(recording));
              } else {
                store(recording, listing, answer);
              }
              return true;
            });
    unused.exceptionally(answer::completeExceptionally);
    return answer;
  }

  private void store(
      MessageRecording recording, Listing listing, CompletableFuture<Boolean> answer) {
    try {
      recording.close();
      boolean listed = listing.list(recording);
      over(recording);
      if (listed) {
        stored.increment();
        storedBytes.add(recording.size());
        announcements.changed(recording.account());
      }
      answer.complete(listed);
    } catch (StoreUnavailableException away) {
      later().execute(() -> store(recording, listing, answer));
    } catch (Throwable e) { // nobody may wait for ever; it is finished at the next clean-up
      over(recording);
      answer.completeExceptionally(e);
    }
  }

  private void over(MessageRecording recording) {
    open.remove(recording.id());
    rooms.leave(recording.account(), recording.room());
  }

  /** Ends a recording that is not worth keeping; what cannot be removed now is removed later. */
  public CompletableFuture<Boolean> discard(MessageRecording recording) {
    return recording.settle()
        ? ask(() -> dropped(recording))
        : CompletableFuture.completedFuture(false);
  }

  private boolean dropped(MessageRecording recording) throws IOException {
    try (recording) {
      recording.room().giveBack(recording.size());
      contents.delete(recording.content());
      store.remove(recording.id());
      return false;
    } finally {
      over(recording);
    }
  }

  /** Whether a message is being recorded now, by its ID. */
  boolean isOpen(String id) {
    return open.contains(id);
  }

  /** How many messages are being recorded now. */
  public int recording() {
    return open.size();
  }

  /** How many messages were stored since the start. */
  public long stored() {
    return stored.sum();
  }

  /** How many messages were refused since the start, as the disk or a mailbox was full. */
  public long refused(StorageFullException.Limit full) {
    return Objects.requireNonNull(refused.get(full)).sum();
  }

  /** How many bytes these have. */
  public long storedBytes() {
    return storedBytes.sum();
  }

  /**
   * A member's messages, newest first.
   *
   * @param deleted the deleted ones, or those that are not
   */
  public List<VoicemailRow> list(long account, boolean deleted) {
    return store.list(account, deleted);
  }

  /** A member's message, deleted or not; empty if the member has none of this ID. */
  public Optional<VoicemailRow> find(long account, String id) {
    return BlobName.valid(id) ? store.find(account, id) : Optional.empty();
  }

  /**
   * Opens a message's content, to be closed by the caller.
   *
   * @throws DamagedBlobException if it is not what was recorded
   */
  public SeekableByteChannel open(VoicemailRow message) throws IOException {
    SeekableByteChannel content = contents.open(new BlobName(message.account(), message.content()));
    if (content.size() != message.size()) {
      content.close();
      throw new DamagedBlobException("the message " + message.id() + " is not whole");
    }
    return content;
  }

  /**
   * Marks a message as heard or as new.
   *
   * @return false if the member has none of this ID, or has deleted it
   */
  public boolean markHeard(long account, String id, boolean heard) {
    return changed(account, store.heard(account, id, heard ? clock.millis() : null));
  }

  /** Deletes a message, for good after 30 days; false if the member has none of this ID. */
  public boolean delete(long account, String id) {
    return changed(account, store.delete(account, id, clock.millis()));
  }

  /** Brings a deleted message back; false if the member has none of this ID any longer. */
  public boolean restore(long account, String id) {
    return changed(account, store.restore(account, id));
  }

  private boolean changed(long account, boolean really) {
    if (really) {
      announcements.changed(account);
    }
    return really;
  }

  /** How many messages a member has. */
  public MailboxCount count(long account) {
    return store.count(account);
  }

  /** How many messages each member has who has any. */
  public Map<Long, MailboxCount> counts() {
    return store.counts();
  }

  /** Removes the messages and the greeting of a member who was deleted, and tells who listens. */
  public void memberLeft(long account) {
    try {
      contents.deleteAll(account);
    } catch (IOException e) {
      System.getLogger(Voicemails.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "What a member left could not be removed; the daily clean-up will: {0}",
              e.toString());
    }
    announcements.changed(account);
  }

  /** Tells everybody who listens that a message has come by another way. */
  void announce(long account) {
    announcements.changed(account);
  }
}
