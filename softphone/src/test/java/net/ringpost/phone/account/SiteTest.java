// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
  private static final SignIn ANN = new SignIn("ann", "secret", "127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "http://127.0.0.1.example.org/",
        "http://localhost.example.org/",
        "http:example.org",
        "localhost:8080"
      })
  void password_is_sent_in_clear_to_this_machine_only(String site) {
    assertThatThrownBy(() -> new Site(URI.create(site), ANN)).hasMessageContaining("https only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "https://example.org/"
      })
  void site_is_asked(String site) {
    assertThat(new Site(URI.create(site), ANN)).isNotNull();
  }
}
