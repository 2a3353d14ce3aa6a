// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.nio.file.Path;
import net.ringpost.db.account.ReservedNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server keeps what it knows. What makes members adds {@link AccountOptions}. */
class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = OptionValues.Folder.class,
      description = "the folder with everything the server keeps (default: ~/.ringpost/server)")
  Path data = Path.of(System.getProperty("user.home"), ".ringpost", "server");

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      converter = OptionValues.DatabaseUrl.class,
      description =
          "use this database instead of the embedded one: jdbc:mysql://HOST/NAME (MySQL 8 or"
              + " MariaDB 10.11 and later)")
  @Nullable String databaseUrl;

  @Option(
      names = "--db-user",
      paramLabel = "NAME",
      converter = OptionValues.Text.class,
      description = "its user (default: ringpost)")
  String databaseUser = "ringpost";

  @Option(
      names = "--db-password-file",
      paramLabel = "FILE",
      converter = OptionValues.ReadableFile.class,
      description = "a file whose first line is the password (default: none)")
  @Nullable Path databasePasswordFile;

  /** The realm of passwords that was asked for; null for the one that is in use. */
  @Nullable String realm() {
    return null;
  }

  /** The first number for those who ask for none. */
  long numberPlan() {
    return AccountOptions.FIRST_NUMBER;
  }

  /** The names that nobody is given. */
  ReservedNames reserved() {
    return ReservedNames.of(ReservedNames.STANDARD);
  }
}
