// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class SiteOptionsTest {
  private static SiteOptions parsed(String... arguments) {
    ServerCommand command = new ServerCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.site;
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org, https://example.org/",
    "https://example.org/, https://example.org/",
    "HTTPS://example.org:8443/tel, HTTPS://example.org:8443/tel/",
    "http://[::1]:81/, http://[::1]:81/",
  })
  void address_ends_with_a_slash(String given, String told) {
    assertThat(parsed("--site-url", given).address()).isEqualTo(told);
  }

  @Test
  void nothing_is_told_where_nothing_was_chosen() {
    assertThat(parsed().address()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "ftp://example.org/",
        "https:///x",
        "https://a b/",
        "https://example.org/?q",
        "https://me:secret@example.org/",
        "https://example.org/#x"
      })
  void what_is_no_site_is_refused_with_the_option_s_name(String given) {
    assertThatThrownBy(() -> parsed("--site-url", given))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--site-url")
        .hasMessageContaining("write https://HOST/");
  }
}
