// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server;

import net.ringpost.server.operation.ImportCommand;
import net.ringpost.server.operation.OptionDefaults;
import net.ringpost.server.operation.ServerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The directory server's main class: {@code server} runs it, {@code import} brings members in. */
@Command(
    name = "ringpost",
    subcommands = {ServerCommand.class, ImportCommand.class},
    synopsisSubcommandLabel = "(server | import)")
public final class RingpostServer {
  private RingpostServer() {}

  /**
   * Runs a command and ends the process: 0 after it did all it was asked, 1 if it could not, 2 if
   * it was called wrongly.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RingpostServer());
    line.setDefaultValueProvider(new OptionDefaults(System::getenv, System::getProperty));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("ringpost: " + Failures.inOneLine(failure));
          return 1;
        });
    return line;
  }
}
