// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with an option, and where it comes from; the exit code is 2. */
public final class WrongOption implements IParameterExceptionHandler {
  /** As for most commands: it was called wrongly. */
  private static final int EXIT = 2;

  private final OptionDefaults defaults;

  /**
   * @param defaults where options come from that are not on the command line
   */
  public WrongOption(OptionDefaults defaults) {
    this.defaults = defaults;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    wrong
        .getCommandLine()
        .getErr()
        .println(
            "ringpost: %s%s (%s --help shows the options)"
                .formatted(
                    String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " "),
                    origin(wrong, arguments),
                    command));
    return EXIT;
  }

  private String origin(ParameterException wrong, String[] arguments) {
    if (!(wrong.getArgSpec() instanceof OptionSpec option)) {
      return "";
    }
    boolean given =
        Arrays.stream(arguments)
            .anyMatch(
                a ->
                    Arrays.stream(option.names())
                        .anyMatch(name -> a.equals(name) || a.startsWith(name + "=")));
    Optional<String> source = given ? Optional.empty() : defaults.source(option);
    return source.map(s -> ", from " + s).orElse("");
  }
}
