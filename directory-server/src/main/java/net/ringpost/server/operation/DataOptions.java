// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.nio.file.Path;
import net.ringpost.db.account.ReservedNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

  @Option(
      names = "--reserved",
      paramLabel = "LIST",
      converter = ReservedConverter.class,
      description =
          "IDs and numbers that nobody is given, with commas between, 110-119 for ten of them; what"
              + " begins with * or # never is (default: "
              + ReservedNames.STANDARD
              + ")")
  ReservedNames reserved = ReservedNames.of(ReservedNames.STANDARD);

  /** Reads the list of {@code --reserved}. */
  static final class ReservedConverter implements ITypeConverter<ReservedNames> {
    @Override
    public ReservedNames convert(String list) {
      try {
        return ReservedNames.of(list);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
