// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.server.voicemail.storage.Finisher;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import net.ringpost.server.voicemail.storage.Voicemails;

/** A process that takes messages, says how far each is, and is killed; else it ends by itself. */
final class TakingMessages {
  static final long MEMBER = 7;

  private static final int MOST = 20_000;

  private TakingMessages() {}

  static BlobStore contents(Path data) {
    return new FolderBlobStore(data.resolve("messages"), new MemberKeys(new byte[32]), 0);
  }

  /** Starts it; its output is lines that end with a full stop. */
  static Process start(Path data, int seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            TakingMessages.class.getName(),
            data.toString(),
            Integer.toString(seed))
        .redirectError(data.resolve("errors").toFile())
        .start();
  }

  /** Takes messages into the folder that is named first; the second argument is a seed. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    Random random = new Random(Integer.parseInt(arguments[1]));
    try (DataFolder folder = DataFolder.hold(data);
        Database database = Database.embedded(folder, step -> {});
        ExecutorService workers = Executors.newFixedThreadPool(2)) {
      Voicemails voicemails =
          new Voicemails(
              new JdbcVoicemailStore(database),
              contents(data),
              workers,
              Instant::now,
              Long.MAX_VALUE / 4,
              Finisher.bySize());
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      for (int i = 0; i < MOST && System.nanoTime() < end; i++) {
        try {
          take(voicemails, random);
        } catch (ExecutionException away) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
      }
    }
  }

  private static void take(Voicemails voicemails, Random random) throws Exception {
    NewVoicemail wanted =
        new NewVoicemail(MEMBER, "1001", "", VoicemailKind.AUDIO, Instant.now(), null);
    MessageRecording recording = voicemails.begin(wanted).get();
    for (int appends = random.nextInt(10); appends >= 0; appends--) {
      int length = 1 + random.nextInt(5000);
      recording.append(new byte[length], 0, length);
      recording.sync();
      say("synced " + recording.id() + " " + recording.size());
    }
    if (random.nextInt(4) == 0) {
      say("dropping " + recording.id());
      voicemails.discard(recording).get();
    } else if (voicemails.finish(recording, 3000).get()) {
      say("finished " + recording.id());
      if (random.nextInt(4) == 0) {
        String id = recording.id();
        voicemails.ask(() -> voicemails.delete(MEMBER, id)).get();
      }
    }
  }

  private static void say(String line) {
    System.out.println(line + ".");
  }
}
