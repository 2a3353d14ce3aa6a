// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  private static final String SITE = "https://ring.example/";

  private static HttpServletRequest request(String method, Map<String, @Nullable String> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SameOriginTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getHeader" -> headers.get(String.valueOf(arguments[0]));
                  case "getServerName" -> "forwarded.example";
                  case "getServerPort" -> 443;
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }

  private static Map<String, @Nullable String> headers(
      @Nullable String origin, @Nullable String site, @Nullable String host) {
    Map<String, @Nullable String> all = new HashMap<>();
    all.put("Origin", origin);
    all.put("Sec-Fetch-Site", site);
    all.put("Host", host);
    return all;
  }

  private static @Nullable Problem refusal(String method, Map<String, @Nullable String> headers) {
    return new SameOrigin(SITE).refusal(request(method, headers));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, 10.0.0.1:8080",
        "-, same-origin, 10.0.0.1:8080",
        "-, none, 10.0.0.1:8080",
        "null, same-origin, 10.0.0.1:8080",
        "https://elsewhere.example, same-origin, 10.0.0.1:8080",
        "http://10.0.0.1:8080, -, 10.0.0.1:8080",
        "http://HOST.example, -, host.example",
        "http://host.example, -, host.example:80",
        "https://host.example, -, host.example",
        "http://[::1]:8080, -, [::1]:8080",
        "https://ring.example, -, 127.0.0.1:8080",
        "https://ring.example:443, same-site, 127.0.0.1:8080",
        "https://forwarded.example, -, 127.0.0.1:8080",
      })
  void ownPage_orWhatIsNoBrowser_isLetIn(
      @Nullable String origin, @Nullable String site, String host) {
    assertThat(refusal("POST", headers(origin, site, host))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, cross-site, host.example",
        "-, same-site, host.example",
        "https://evil.example, -, host.example",
        "https://evil.example, cross-site, host.example",
        "https://sub.ring.example, same-site, ring.example",
        "http://host.example:81, -, host.example",
        "https://host.example.evil.example, -, host.example",
        "null, -, host.example",
        "null, cross-site, host.example",
        "nonsense, -, host.example",
        "file:///tmp, -, host.example",
        "https://evil.example, -, -",
      })
  void pageOfAnotherSite_changesNothing_butMayRead(
      @Nullable String origin, @Nullable String site, @Nullable String host) {
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
      Problem refusal = refusal(method, headers(origin, site, host));
      assertThat(refusal).isNotNull().hasMessageContaining("403");
    }
    assertThat(refusal("GET", headers(origin, site, host))).isNull();
  }
}
