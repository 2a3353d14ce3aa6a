// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not what they should be. */
class MailboxTest {
  private static final SignIn ANN = new SignIn("ann", "secret", "127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>Welcome</html>", "{\"a\":1}", "[{\"id\":\"../../.ssh/authorized\"}]"})
  void answer_of_another_kind_of_site_is_explained(String answer) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI site = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertThatThrownBy(() -> new Mailbox(new Site(site, ANN)).list(false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("is no Ringpost server's site: check --web");
    } finally {
      server.stop(0);
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  @Test
  void id_is_as_servers_make_them() {
    assertThat(Mailbox.isId("0123456789abcdef0123456789abcdef")).isTrue();
    assertThat(Mailbox.isId("/etc/passwd/./././././././././..")).isFalse();
  }
}
