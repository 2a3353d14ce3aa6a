// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionDefaultsTest {
  @Test
  void the_command_line_wins_over_the_property_and_that_over_the_environment() {
    Map<String, String> environment =
        Map.of("RINGPOST_HTTP_PORT", "1", "RINGPOST_SIP_PORT", "2", "RINGPOST_SIPS_PORT", "3");
    Map<String, String> properties = Map.of("ringpost.sip-port", "22", "ringpost.sips-port", "33");
    ServerCommand command = new ServerCommand();
    new CommandLine(command)
        .setDefaultValueProvider(new OptionDefaults(environment::get, properties::get))
        .parseArgs("--sips-port", "333");
    assertThat(command.httpPort).isEqualTo(1);
    assertThat(command.sipPort).isEqualTo(22);
    assertThat(command.sipsPort).isEqualTo(333);
    assertThat(command.closed).isFalse();
  }
}
