// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.voicemail.VoicemailStore;

/** Keeps messages and their contents in agreement: at the start, and once a day. Blocks. */
public final class VoicemailMaintenance {
  /** A recording, or an upload, is over by then. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final InstantSource clock;
  private final Recovery recovery;
  private final Cleanup cleanup;

  /**
   * @param finisher makes messages whole whose recording was interrupted
   * @param kept hears the key of each call whose message was interrupted and is kept after all
   */
  public VoicemailMaintenance(
      VoicemailStore store,
      BlobStore contents,
      Voicemails voicemails,
      Finisher finisher,
      InstantSource clock,
      Consumer<UUID> kept) {
    this.clock = clock;
    this.recovery = new Recovery(store, contents, finisher, voicemails, kept);
    this.cleanup = new Cleanup(store, contents, voicemails);
  }

  /**
   * Finishes and delivers what was being recorded when the server ended, then cleans up. Before
   * anything is recorded.
   */
  public void recover() {
    Instant now = clock.instant();
    guarded(() -> recovery.run(Long.MAX_VALUE));
    guarded(() -> cleanup.run(now, now));
  }

  /** What is done once a day, while messages are recorded. */
  public void daily() {
    Instant now = clock.instant();
    Instant before = now.minus(LONGEST);
    guarded(() -> recovery.run(before.toEpochMilli()));
    guarded(() -> cleanup.run(now, before));
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  // What fails is done the next time.
  private static void guarded(Work work) {
    try {
      work.run();
    } catch (IOException | StoreUnavailableException | StoreException e) {
      System.getLogger(VoicemailMaintenance.class.getName())
          .log(System.Logger.Level.WARNING, "Messages could not be cleaned up: {0}", e.toString());
    }
  }
}
