// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that are not on the command line: {@code --http-port} is the system property {@code
 * ringpost.http-port}, else the environment variable {@code RINGPOST_HTTP_PORT}.
 */
public final class OptionDefaults implements IDefaultValueProvider {
  private final UnaryOperator<@Nullable String> environment;
  private final UnaryOperator<@Nullable String> properties;

  /**
   * @param environment the value of an environment variable, or null
   * @param properties the value of a system property, or null
   */
  public OptionDefaults(
      UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return null;
    }
    String property = properties.apply(property(option));
    return property != null ? property : environment.apply(variable(option));
  }

  /** Where an option's value comes from that is not on the command line, if it is given at all. */
  Optional<String> source(OptionSpec option) {
    if (properties.apply(property(option)) != null) {
      return Optional.of("the property " + property(option));
    }
    return Optional.ofNullable(environment.apply(variable(option)))
        .map(value -> "the environment variable " + variable(option));
  }

  private static String property(OptionSpec option) {
    return "ringpost." + option.longestName().substring(2);
  }

  private static String variable(OptionSpec option) {
    String name = option.longestName().substring(2);
    return "RINGPOST_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
