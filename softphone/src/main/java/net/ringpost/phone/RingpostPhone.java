// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import java.util.logging.Level;
import java.util.logging.Logger;
import net.ringpost.phone.cli.PhoneCommand;
import picocli.CommandLine;

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
                + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ")
                + " (--help shows the options)");
    return 2;
  }
}
