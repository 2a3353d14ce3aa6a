// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.ringpost.db.Database.Tables;
import net.ringpost.server.backup.Restoration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ringpost restore}: a server as it was when it was backed up. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a data folder of what 'ringpost backup' wrote; with --db-url the tables go into that"
          + " database, which must be empty.",
      "Nothing is ever written over: the data folder must be new or empty."
    })
public final class RestoreCommand implements Callable<Integer>, OptionCheck.Together {
  @Mixin DataOptions storage = new DataOptions();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      converter = OptionValues.ReadableFile.class,
      description = "the file with the keys, if they are not in the backup")
  @Nullable Path keys;

  @Parameters(paramLabel = "FILE", description = "the backup")
  Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void check() {
    try {
      InputFile.check(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file " + file + " cannot be read: " + InputFile.reason(e), e);
    }
  }

  @Override
  public Integer call() {
    Restoration restoration =
        new Restoration(
            storage.data,
            folder ->
                Storage.database(
                    folder, storage, Tables.AS_THEY_ARE, spec.commandLine().getOut()::println));
    Restoration.Restored restored = restoration.restore(file, keys);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: as it was at %s: %,d rows, %,d messages and greetings. Start the server with"
                + " --data %1$s%n",
            storage.data, restored.made(), restored.rows(), restored.contents());
    return 0;
  }
}
