// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.db.account.MembershipChange;
import net.ringpost.db.blob.FolderBlobStore;

/** Sees to it that what a command changed about members is heeded. */
final class MembershipNotice {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private MembershipNotice() {}

  /**
   * Waits until a server that runs has heeded all changes. Where none can run, since this process
   * holds the data folder, does what it would do.
   */
  static void await(Storage storage, PrintWriter errors) {
    if (storage.folder() != null) {
      heed(storage, errors);
      return;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!storage.memberships().pending().isEmpty()) {
      if (System.nanoTime() > end) {
        errors.println(
            "ringpost: no server has taken notice within "
                + PATIENCE.toSeconds()
                + " s. It is stored: the server heeds it when it runs and reaches the database.");
        return;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  // Nothing is in memory anywhere; messages' contents lie in this folder.
  private static void heed(Storage storage, PrintWriter errors) {
    List<MembershipChange> changes = storage.memberships().pending();
    for (MembershipChange change : changes) {
      if (change.kind() == MembershipChange.Kind.DELETED) {
        removeContents(storage.messages(), change.account(), errors);
      }
    }
    storage.memberships().heeded(changes);
  }

  private static void removeContents(Path contents, long account, PrintWriter errors) {
    try {
      FolderBlobStore.deleteAll(contents, account);
    } catch (IOException e) {
      errors.println(
          "ringpost: messages could not be removed from the disk ("
              + e.getMessage()
              + "); the daily clean-up of the server does it.");
    }
  }
}
