// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;

/** Removes what was deleted long ago, contents of no message, and messages without a content. */
final class Cleanup {
  /** How long a deletion can be taken back. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final System.Logger LOG = System.getLogger(Cleanup.class.getName());

  private final VoicemailStore store;
  private final BlobStore contents;
  private final Voicemails voicemails;

  Cleanup(VoicemailStore store, BlobStore contents, Voicemails voicemails) {
    this.store = store;
    this.contents = contents;
    this.voicemails = voicemails;
  }

  /**
   * Cleans up.
   *
   * @param begunBefore contents that were changed later are left alone: their messages may not be
   *     known yet
   */
  void run(Instant now, Instant begunBefore) throws IOException {
    removeDeleted(now.minus(KEPT).toEpochMilli());
    Map<Long, Set<String>> members = new HashMap<>();
    Map<Long, Set<String>> old = new HashMap<>();
    for (BlobStore.Stored content : contents.list()) {
      BlobName name = content.name();
      members.computeIfAbsent(name.account(), a -> new HashSet<>()).add(name.name());
      if (content.changed().isBefore(begunBefore)) {
        old.computeIfAbsent(name.account(), a -> new HashSet<>()).add(name.name());
      }
    }
    for (Map.Entry<Long, Set<String>> member : old.entrySet()) {
      removeOrphans(member.getKey(), member.getValue());
    }
    removeEmpty(members);
  }

  private void removeDeleted(long before) throws IOException {
    List<VoicemailRow> rows = store.deletedBefore(before);
    while (!rows.isEmpty()) {
      for (VoicemailRow row : rows) {
        // The content first: a row that is left over after a sudden end is met again.
        contents.delete(new BlobName(row.account(), row.content()));
        store.remove(row.id());
      }
      rows = store.deletedBefore(before);
    }
  }

  private void removeOrphans(long account, Set<String> names) throws IOException {
    names.removeAll(store.contents(account));
    for (String name : names) {
      contents.delete(new BlobName(account, name));
    }
    if (!names.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO, "{0} contents belonged to no message: deleted", names.size());
    }
  }

  private void removeEmpty(Map<Long, Set<String>> members) throws IOException {
    List<VoicemailRow> rows = store.storedAfter("");
    if (!rows.isEmpty() && members.isEmpty()) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The folder with the messages' contents is empty, and the database knows of messages:"
              + " is a disk missing? Nothing is cleaned up.");
      return;
    }
    while (!rows.isEmpty()) {
      for (VoicemailRow row : rows) {
        if (!members.getOrDefault(row.account(), Set.of()).contains(row.content())
            && missing(row)) {
          store.remove(row.id());
          voicemails.announce(row.account());
          LOG.log(System.Logger.Level.WARNING, "A message without a content: {0}", row.id());
        }
      }
      rows = store.storedAfter(rows.getLast().id());
    }
  }

  // It may have been stored after the contents were listed.
  private boolean missing(VoicemailRow row) throws IOException {
    try {
      contents.open(new BlobName(row.account(), row.content())).close();
      return false;
    } catch (NoSuchFileException gone) {
      return true;
    }
  }
}
