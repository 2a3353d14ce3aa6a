// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.Database.Tables;
import net.ringpost.server.backup.Backup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ringpost backup}: everything a server keeps, in one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes everything the server keeps into one file that only you may read: members, history,"
          + " messages, greetings, keys. The server may be running or not.",
      "With --keys the keys go into a file of their own, to be kept elsewhere."
    })
public final class BackupCommand implements Callable<Integer> {
  @Mixin DataOptions storage = new DataOptions();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      converter = OptionValues.FileName.class,
      description = "write the keys into this file instead; without it the backup is of no use")
  @Nullable Path keys;

  @Parameters(paramLabel = "FILE", description = "the file to be made; it must not be there yet")
  Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (keys != null && same(keys, file)) {
      throw new ParameterException(
          spec.commandLine(), "--keys must be another file than " + file + ", the backup itself");
    }
    if (!Files.isDirectory(storage.data)) {
      throw new StartException(
          "there is nothing to back up in " + storage.data + ": name the server's --data");
    }
    Backup.Written written = written(spec.commandLine().getOut());
    if (written.missing() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "ringpost: %,d messages have lost their sound before; all else is in the backup%n",
              written.missing());
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %,d members, %,d messages and greetings%s%n",
            file,
            written.members(),
            written.contents(),
            keys == null
                ? ", and the keys: whoever has it can read everything"
                : "; the keys are in " + keys);
    return 0;
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private Backup.Written written(PrintWriter out) {
    if (storage.databaseUrl != null) {
      try (Database database = Storage.remote(storage, Tables.AS_THEY_ARE)) {
        return write(database);
      }
    }
    if (DataFolder.held(storage.data)) {
      try (Database database = Database.ofRunning(storage.data, Tables.AS_THEY_ARE)) {
        return write(database);
      }
    }
    if (!Files.isDirectory(storage.data.resolve("database"))) {
      throw new StartException(
          "there is nothing to back up in " + storage.data + ": name the server's --data");
    }
    try (DataFolder folder = DataFolder.hold(storage.data);
        Database database = Storage.database(folder, storage, Tables.AS_THEY_ARE, out::println)) {
      return write(database);
    }
  }

  private Backup.Written write(Database database) {
    return new Backup(database, storage.data).write(file, keys);
  }
}
