// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server keeps what it knows. */
public final class DataOptions {
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

  @Option(
      names = "--realm",
      paramLabel = "TEXT",
      converter = OptionValues.Text.class,
      description =
          "the realm of passwords; fixed at the first start, since what is kept of passwords is"
              + " made with it (default: ringpost)")
  @Nullable String realm;

  @Option(
      names = "--number-plan",
      paramLabel = "FIRST",
      description = "numbers for those who ask for none: FIRST and up (default: 1000)")
  @Range(from = 1, to = 999_999_999_999_999L)
  long numberPlan = 1000;
}
