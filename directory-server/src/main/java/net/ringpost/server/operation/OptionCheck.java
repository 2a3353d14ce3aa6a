// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Looks at every option before a command begins: numbers against their {@link Range}, and what must
 * fit together as the command itself says. Wherever an option comes from, the command line, a
 * property or the environment, it is looked at in the same way.
 */
public final class OptionCheck implements CommandLine.IExecutionStrategy {
  private final CommandLine.IExecutionStrategy next;

  /**
   * @param next what is done if nothing is wrong
   */
  public OptionCheck(CommandLine.IExecutionStrategy next) {
    this.next = next;
  }

  /** Options that must fit together. */
  interface Together {
    /**
     * Looks at them.
     *
     * @throws IllegalArgumentException with a sentence that names the option
     */
    void check();
  }

  @Override
  public int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      check(at.commandSpec());
    }
    return next.execute(parsed);
  }

  private static void check(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      check(command, option);
    }
    List<@Nullable Object> parts = new ArrayList<>();
    command.mixins().values().forEach(mixin -> parts.add(mixin.userObject()));
    parts.add(command.userObject());
    for (Object part : parts) {
      if (part instanceof Together together) {
        try {
          together.check();
        } catch (IllegalArgumentException e) {
          throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
      }
    }
  }

  private static void check(CommandSpec command, OptionSpec option) {
    Range range = range(option);
    Object value = option.getValue();
    if (range == null
        || !(value instanceof Number n)
        || Objects.equals(value, option.initialValue())) {
      return;
    }
    if (n.longValue() < range.from() || n.longValue() > range.to()) {
      throw new ParameterException(
          command.commandLine(),
          "%s must be from %d to %d, not %s"
              .formatted(option.longestName(), range.from(), range.to(), value),
          option,
          String.valueOf(value));
    }
  }

  /** The range of an option, if it has one. */
  static @Nullable Range range(OptionSpec option) {
    return option.userObject() instanceof Field field ? field.getAnnotation(Range.class) : null;
  }
}
