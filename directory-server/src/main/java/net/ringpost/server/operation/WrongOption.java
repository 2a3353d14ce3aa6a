// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

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
                    sentence(wrong).replaceAll("\\s*\\R\\s*", " "),
                    origin(wrong, arguments),
                    command));
    return EXIT;
  }

  /** The parser's own words are for programmers: "'x' is not an int". */
  private static String sentence(ParameterException wrong) {
    boolean unreadable = wrong.getCause() instanceof TypeConversionException;
    if (unreadable && wrong.getArgSpec() instanceof OptionSpec option) {
      Optional<String> right = rightValues(option);
      if (right.isPresent()) {
        return "%s must be %s, not '%s'"
            .formatted(option.longestName(), right.get(), wrong.getValue());
      }
    }
    return Misuse.sentence(wrong);
  }

  /** What an option may be; empty where its converter has said it already. */
  private static Optional<String> rightValues(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    Range range = OptionCheck.range(option);
    if (range != null) {
      return Optional.of("a number from %d to %d".formatted(range.from(), range.to()));
    }
    if (type == boolean.class || type == Boolean.class) {
      return Optional.of("true or false");
    }
    return type.isEnum() ? Optional.of(choice(type)) : Optional.empty();
  }

  private static String choice(Class<?> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(c -> String.valueOf(c).toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(ArrayList::new));
    String last = words.removeLast();
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
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
