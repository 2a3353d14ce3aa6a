// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.function.Consumer;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.DamagedBlobException;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;

/** Finishes messages whose recording was interrupted, by a sudden end or by a failing database. */
final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  private final VoicemailStore store;
  private final BlobStore contents;
  private final Completion completion;
  private final Voicemails voicemails;
  private final Consumer<UUID> kept;

  /**
   * @param kept hears the key of each call whose message is kept after all
   */
  Recovery(
      VoicemailStore store,
      BlobStore contents,
      Finisher finisher,
      Voicemails voicemails,
      Consumer<UUID> kept) {
    this.store = store;
    this.contents = contents;
    this.completion = new Completion(store, contents, finisher);
    this.voicemails = voicemails;
    this.kept = kept;
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
      return contents.mend(name) > 0 && listed(row, name);
    } catch (NoSuchFileException | DamagedBlobException nothing) {
      LOG.log(
          System.Logger.Level.WARNING, "An interrupted message is lost: {0}", nothing.toString());
      return false;
    }
  }

  private boolean listed(VoicemailRow row, BlobName name) throws IOException {
    boolean listed = completion.complete(row.id(), name, row.kind());
    if (listed) {
      voicemails.announce(row.account());
      UUID call = row.call();
      if (call != null) {
        kept.accept(call);
      }
    }
    return listed;
  }
}
