// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.Settings;
import net.ringpost.db.Vault;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallRow;
import net.ringpost.db.calling.JdbcCallHistoryStore;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.voicemail.storage.Finisher;
import net.ringpost.server.voicemail.storage.VoicemailMaintenance;
import net.ringpost.server.voicemail.storage.Voicemails;

/**
 * Voice mail of the operator's choices.
 *
 * @param voicemails the members' messages
 * @param contents where recorded messages and greetings lie
 * @param disk of the contents
 */
record VoicemailSetup(
    Voicemails voicemails, BlobStore contents, VoicemailMaintenance care, DiskWatch disk) {
  private static final long MEGABYTE = 1024L * 1024;

  /** Nothing is recorded when less than this is free, so that the database can go on. */
  private static final long RESERVE = 100 * MEGABYTE;

  private static final int LOOK_SECONDS = 10;

  /**
   * Opens it, and delivers what was being recorded when the server ended.
   *
   * @throws net.ringpost.db.DatabaseException if the key of the messages is gone or another
   */
  static VoicemailSetup open(
      ServerCommand options, Storage storage, Finisher finisher, ExecutorService workers) {
    Path folder = storage.messages();
    MemberKeys keys =
        Vault.messages(
            new Settings(storage.database()), storage.data().resolve("messages.key"), folder);
    FolderBlobStore contents = new FolderBlobStore(folder, keys, RESERVE);
    VoicemailStore store = new JdbcVoicemailStore(storage.database());
    InstantSource clock = InstantSource.system();
    Voicemails voicemails =
        new Voicemails(store, contents, workers, clock, options.voicemail.quotaBytes(), finisher);
    CallHistoryStore history = new JdbcCallHistoryStore(storage.database());
    VoicemailMaintenance care =
        new VoicemailMaintenance(
            store,
            contents,
            voicemails,
            finisher,
            clock,
            call -> history.status(Map.of(call, CallRow.MESSAGE_KEPT)));
    care.recover();
    return new VoicemailSetup(voicemails, contents, care, new DiskWatch(contents.room()));
  }

  /** Cleans up once a day from now on, and looks after the disk. */
  void careDaily(ScheduledExecutorService loop) {
    var unused = loop.scheduleAtFixedRate(this::clean, 1, 1, TimeUnit.DAYS);
    watchDisk(loop);
  }

  private void watchDisk(ScheduledExecutorService loop) {
    var unused = loop.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    var unused =
        voicemails.ask(
            () -> {
              disk.look();
              return true;
            });
  }

  private void clean() {
    var unused =
        voicemails.ask(
            () -> {
              care.daily();
              return true;
            });
  }
}
