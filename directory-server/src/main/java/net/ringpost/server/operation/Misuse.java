// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words for who typed it. */
final class Misuse {
  private Misuse() {}

  /** A sentence without a full stop: what is wrong, and what would be right. */
  static String sentence(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException surplus -> surplus(surplus);
      case MissingParameterException missing -> missing(missing);
      case OverwrittenOptionException twice
          when twice.getOverwritten() instanceof OptionSpec option ->
          option.longestName() + " is there twice: give it once";
      default -> String.valueOf(wrong.getMessage());
    };
  }

  private static String surplus(UnmatchedArgumentException surplus) {
    CommandLine command = surplus.getCommandLine();
    String word = surplus.getUnmatched().getFirst();
    String name = command.getCommandSpec().qualifiedName();
    List<String> choices = new ArrayList<>(command.getSubcommands().keySet());
    if (choices.isEmpty()) {
      return word.startsWith("-") ? noOption(surplus, word) : tooMany(command, word);
    }
    if (word.startsWith("-")) {
      return "%s comes after what is to be done: %s %s %s"
          .formatted(word, name, choices.getFirst(), word);
    }
    return "there is no '%s %s': say %s".formatted(name, word, either(choices));
  }

  private static String noOption(UnmatchedArgumentException surplus, String word) {
    String option = word.split("=", 2)[0];
    List<String> close = surplus.getSuggestions().stream().filter(o -> o.startsWith("--")).toList();
    return close.isEmpty()
        ? "there is no option " + option
        : "there is no option %s: %s is the nearest".formatted(option, close.getFirst());
  }

  private static String tooMany(CommandLine command, String word) {
    List<String> wanted =
        command.getCommandSpec().positionalParameters().stream().map(ArgSpec::paramLabel).toList();
    return "'%s' is too much: write %s [OPTIONS]%s"
        .formatted(
            word,
            command.getCommandSpec().qualifiedName(),
            wanted.isEmpty() ? "" : " " + String.join(" ", wanted));
  }

  private static String missing(MissingParameterException missing) {
    ArgSpec first = missing.getMissing().getFirst();
    return first instanceof OptionSpec option
        ? "%s needs a value: %s %s"
            .formatted(option.longestName(), option.longestName(), option.paramLabel())
        : "%s is missing: write %s %s"
            .formatted(
                first.paramLabel(),
                missing.getCommandLine().getCommandSpec().qualifiedName(),
                first.paramLabel());
  }

  private static String either(List<String> choices) {
    int last = choices.size() - 1;
    return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }
}
