// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Locale;
import net.ringpost.server.account.SignUpPolicy;
import net.ringpost.server.account.SignUps;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePageTest {
  /** A request for the page, as it came to {@code ring.example}. */
  private static HttpServletRequest request(boolean secure, int port) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SitePageTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getServerName" -> "ring.example";
                  case "getServerPort" -> port;
                  case "isSecure" -> secure;
                  case "getLocale" -> Locale.ENGLISH;
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  // Nobody signs up here: no accounts are needed.
  @SuppressWarnings("NullAway")
  private static String page(
      boolean secure, int port, int sipPort, @Nullable String siteUrl, SignUpPolicy policy) {
    SignUps signUps = new SignUps(null, policy, 10, System::nanoTime);
    return String.valueOf(
        new SitePage(signUps, sipPort, 5061, siteUrl)
            .page("en", "", request(secure, port))
            .getBody());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http, 80, 5060, -, ring.example --id YOUR-ID",
        "http, 8080, 5060, -, ring.example --id YOUR-ID",
        "http, 8080, 5070, -, ring.example:5070 --id YOUR-ID",
        "https, 443, 5060, -, ring.example --id YOUR-ID --web https://ring.example/",
        "https, 8443, 5060, -, ring.example --id YOUR-ID --web https://ring.example:8443/",
        "http, 8080, 5060, https://site.example/, ring.example --id YOUR-ID --web"
            + " https://site.example/",
        "https, 443, 5060, https://site.example/x/, ring.example --id YOUR-ID --web"
            + " https://site.example/x/",
      })
  void softphonesCommand_namesTheSite_whereTheServerDoesNotTellIt(
      String scheme, int port, int sipPort, @Nullable String siteUrl, String command) {
    assertThat(page(scheme.equals("https"), port, sipPort, siteUrl, SignUpPolicy.OPEN))
        .contains("<code>./ringpost phone --headless --server " + command + "</code>");
  }

  @ParameterizedTest
  @CsvSource({"OPEN, true, false", "INVITE, true, true", "CLOSED, false, false"})
  void formIsThere_asThePolicyHasIt(SignUpPolicy policy, boolean form, boolean invitation) {
    String page = page(false, 8080, 5060, null, policy);
    assertThat(page.contains("<form")).isEqualTo(form);
    assertThat(page.contains("name=\"invitation\"")).isEqualTo(invitation);
  }
}
