// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.ringpost.phone.cli.PhoneCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code ./ringpost phone}: the softphone. */
public final class RingpostPhone {
  /** Kept, since loggers are forgotten otherwise. */
  private static final Logger ALL = Logger.getLogger("");

  private RingpostPhone() {}

  /**
   * Exits with 0 after {@code quit} or the end of the input, 1 if it could not start, 2 if the
   * options are wrong.
   */
  public static void main(String[] arguments) {
    // Standard error is for the person: what libraries find noteworthy is not.
    ALL.setLevel(Level.SEVERE);
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new PhoneCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(RingpostPhone::wrongOptions);
  }

  private static int wrongOptions(CommandLine.ParameterException e, String[] arguments) {
    e.getCommandLine()
        .getErr()
        .println(
            "ringpost phone: "
                + sentence(e).replaceAll("\\s*\\R\\s*", " ")
                + " (--help shows the options)");
    return 2;
  }

  /** The parser's own words are for programmers: "expected one of [UDP, TCP, TLS]". */
  private static String sentence(CommandLine.ParameterException e) {
    if (e.getCause() instanceof CommandLine.TypeConversionException
        && e.getArgSpec() instanceof OptionSpec option) {
      Class<?> type = option.auxiliaryTypes()[0];
      boolean flag = type == boolean.class;
      if (flag || type.isEnum()) {
        return "%s must be %s, not '%s'"
            .formatted(option.longestName(), flag ? "true or false" : choice(type), e.getValue());
      }
    }
    return String.valueOf(e.getMessage());
  }

  private static String choice(Class<?> type) {
    List<String> words = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      words.add(String.valueOf(constant).toLowerCase(Locale.ROOT));
    }
    String last = words.removeLast();
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
  }
}
