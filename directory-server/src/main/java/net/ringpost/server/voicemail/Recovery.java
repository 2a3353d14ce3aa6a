// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.BlobStore.Writing;
import net.ringpost.db.blob.DamagedBlobException;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import org.jspecify.annotations.Nullable;

/** Finishes messages whose recording was interrupted, by a sudden end or by a failing database. */
final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final VoicemailStore store;
  private final BlobStore contents;
  private final Finisher finisher;
  private final Voicemails voicemails;

  Recovery(VoicemailStore store, BlobStore contents, Finisher finisher, Voicemails voicemails) {
    this.store = store;
    this.contents = contents;
    this.finisher = finisher;
    this.voicemails = voicemails;
  }

  /**
   * Finishes all whose recording began before {@code before}, in milliseconds since 1970, and is
   * not going on. One that cannot be finished now stays for the next time.
   */
  void run(long before) {
    for (VoicemailRow row : store.recording()) {
      if (row.receivedAt() < before && !voicemails.isOpen(row.id())) {
        try {
          finish(row);
        } catch (IOException e) {
          LOG.log(
              System.Logger.Level.WARNING,
              "An interrupted message cannot be finished yet, it is tried again: {0}",
              e.toString());
        }
      }
    }
  }

  private void finish(VoicemailRow row) throws IOException {
    BlobName name = new BlobName(row.account(), row.content());
    if (!worthKeeping(row, name)) {
      contents.delete(name);
      store.remove(row.id());
    }
  }

  private boolean worthKeeping(VoicemailRow row, BlobName name) throws IOException {
    try {
      return contents.mend(name) > 0 && kept(row, name);
    } catch (NoSuchFileException | DamagedBlobException nothing) {
      LOG.log(
          System.Logger.Level.WARNING, "An interrupted message is lost: {0}", nothing.toString());
      return false;
    }
  }

  private boolean kept(VoicemailRow row, BlobName name) throws IOException {
    OptionalLong duration;
    Rewriting corrected = new Rewriting(name.account());
    try (corrected) {
      long size;
      try (SeekableByteChannel content = contents.open(name)) {
        size = content.size();
        duration = finisher.finish(row.kind(), content, corrected);
      }
      if (duration.isPresent()) {
        corrected.sync();
        BlobName now = corrected.nameOr(name);
        store.store(row.id(), now.name(), duration.getAsLong(), corrected.sizeOr(size));
        corrected.keep();
      }
    }
    if (duration.isPresent()) {
      if (corrected.written()) {
        contents.delete(name);
      }
      voicemails.announce(row.account());
    }
    return duration.isPresent();
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
