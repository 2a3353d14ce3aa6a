// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.Locale;
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
    String name = option.longestName().substring(2);
    String property = properties.apply("ringpost." + name);
    return property != null
        ? property
        : environment.apply("RINGPOST_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
