// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server;

import net.ringpost.server.operation.BackupCommand;
import net.ringpost.server.operation.ImportCommand;
import net.ringpost.server.operation.MemberCommand;
import net.ringpost.server.operation.OptionCheck;
import net.ringpost.server.operation.OptionDefaults;
import net.ringpost.server.operation.RestoreCommand;
import net.ringpost.server.operation.ServerCommand;
import net.ringpost.server.operation.WrongOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The directory server's main class: {@code server} runs it, {@code import} brings members in,
 * {@code backup} and {@code restore} keep what it has.
 */
@Command(
    name = "ringpost",
    subcommands = {
      ServerCommand.class,
      ImportCommand.class,
      MemberCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    },
    synopsisSubcommandLabel = "(server | import | member | backup | restore)")
public final class RingpostServer {
  private RingpostServer() {}

  /**
   * Runs a command and ends the process: 0 after it did all it was asked, 1 if it could not, 2 if
   * it was called wrongly.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands with their options, for a caller who says where they print. */
  public static CommandLine commandLine() {
    return commandLine(new OptionDefaults(System::getenv, System::getProperty));
  }

  /** As {@link #commandLine()}, with what is not on the command line from elsewhere. */
  public static CommandLine commandLine(OptionDefaults defaults) {
    CommandLine line = new CommandLine(new RingpostServer());
    line.setDefaultValueProvider(defaults);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new WrongOption(defaults));
    line.setExecutionStrategy(new OptionCheck(new CommandLine.RunLast()));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("ringpost: " + Failures.inOneLine(failure));
          return 1;
        });
    return line;
  }
}
