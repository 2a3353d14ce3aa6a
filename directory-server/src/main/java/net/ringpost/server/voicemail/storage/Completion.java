// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.BlobStore.Writing;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailStore;
import org.jspecify.annotations.Nullable;

/** Makes messages whole that are recorded, but not fit to be played yet. Blocks. */
final class Completion {
  private final VoicemailStore store;
  private final BlobStore contents;
  private final Finisher finisher;

  Completion(VoicemailStore store, BlobStore contents, Finisher finisher) {
    this.store = store;
    this.contents = contents;
    this.finisher = finisher;
  }

  /**
   * Gives a message the content that plays, and lists it; one that is not worth keeping is neither
   * listed nor removed.
   *
   * @param name what was recorded; nobody writes to it any longer
   * @param kind what it was taken for
   * @return whether it is listed now
   * @throws IOException if it cannot be read or written: it may be tried again
   */
  boolean complete(String id, BlobName name, VoicemailKind kind) throws IOException {
    Rewriting corrected = new Rewriting(name.account());
    boolean listed;
    try (corrected) {
      long size;
      Optional<Finisher.Finished> finished;
      try (SeekableByteChannel content = contents.open(name)) {
        size = content.size();
        finished = finisher.finish(kind, content, corrected);
      }
      if (finished.isEmpty()) {
        return false;
      }
      corrected.sync();
      BlobName now = corrected.nameOr(name);
      listed = stored(id, now, finished.get(), corrected.sizeOr(size), corrected);
      listed |= store.find(name.account(), id).isPresent();
    }
    if (corrected.written()) {
      contents.delete(name);
    }
    return listed;
  }

  private boolean stored(
      String id, BlobName now, Finisher.Finished finished, long size, Rewriting corrected) {
    try {
      boolean first = store.store(id, now.name(), finished.kind(), finished.durationMs(), size);
      if (first) {
        corrected.keep();
      }
      return first;
    } catch (StoreUnavailableException unknown) {
      // It may be listed with this content; if not, the clean-up removes the content.
      corrected.keep();
      throw unknown;
    }
  }

  /** A content that replaces another once something was appended to it. */
  private final class Rewriting implements Finisher.Corrected, AutoCloseable {
    private final BlobName name;
    private @Nullable Writing writing;
    private boolean kept;

    Rewriting(long account) {
      this.name = new BlobName(account, BlobName.random());
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
      Writing to = writing;
      if (to == null) {
        to = contents.begin(name);
        writing = to;
      }
      to.append(bytes, offset, length);
    }

    boolean written() {
      return writing != null;
    }

    BlobName nameOr(BlobName original) {
      return writing == null ? original : name;
    }

    long sizeOr(long original) {
      return writing == null ? original : writing.size();
    }

    void sync() throws IOException {
      if (writing != null) {
        writing.sync();
      }
    }

    void keep() {
      kept = true;
    }

    @Override
    public void close() throws IOException {
      if (writing != null) {
        writing.close();
        if (!kept) {
          contents.delete(name);
        }
      }
    }
  }
}
