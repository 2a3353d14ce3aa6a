// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import net.ringpost.db.account.ReservedNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the server keeps what it knows, and what names and passwords new members may have. */
final class AccountOptions extends DataOptions {
  static final long FIRST_NUMBER = 1000;

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
  long numberPlan = FIRST_NUMBER;

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

  @Override
  @Nullable String realm() {
    return realm;
  }

  @Override
  long numberPlan() {
    return numberPlan;
  }

  @Override
  ReservedNames reserved() {
    return reserved;
  }

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
