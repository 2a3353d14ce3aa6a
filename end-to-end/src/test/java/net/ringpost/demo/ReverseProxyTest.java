// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator guide's examples of reverse proxies, with the real ones before a real server. */
class ReverseProxyTest {
  private static final String GUESSER = "127.0.0.21";
  private static final String MEMBER = "127.0.0.22";

  @TempDir Path folder;

  @Test
  void who_guesses_through_nginx_is_slowed_down_and_others_are_not() throws Exception {
    Tools.need("nginx", "nginx");
    Path config = folder.resolve("nginx.conf");
    int port = freePort();
    try (RunningServer server = server()) {
      Files.writeString(
          config,
          """
          user root; daemon off; master_process off; pid %1$s/pid; error_log stderr; worker_processes 1;
          events { worker_connections 64; }
          http {
            access_log off;
            client_body_temp_path %1$s/1; proxy_temp_path %1$s/2; fastcgi_temp_path %1$s/3;
            uwsgi_temp_path %1$s/4; scgi_temp_path %1$s/5;
            server {
              listen 127.0.0.1:%2$d;
              %3$s
            }
          }
          """
              .formatted(folder, port, example("```nginx", "location /", server.httpPort())));
      try (Tool nginx =
          Tool.start(
              folder.resolve("run"),
              List.of("nginx", "-e", "stderr", "-p", folder.toString(), "-c", config.toString()))) {
        guessesAreCountedApart(server, nginx, port);
      }
    }
  }

  @Test
  void who_guesses_through_caddy_is_slowed_down_and_others_are_not() throws Exception {
    Tools.need("caddy", "caddy");
    Path config = folder.resolve("Caddyfile");
    int port = freePort();
    try (RunningServer server = server()) {
      Files.writeString(
          config,
          """
          {
            admin off
            auto_https off
            storage file_system %s
          }
          http://:%d {
            bind 127.0.0.1
          %s
          }
          """
              .formatted(folder, port, example("```caddy", "reverse_proxy", server.httpPort())));
      try (Tool caddy =
          Tool.start(
              folder.resolve("run"),
              List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString()))) {
        guessesAreCountedApart(server, caddy, port);
      }
    }
  }

  private RunningServer server() {
    return RunningServer.start(folder.resolve("server"), "--forwarded-by", "127.0.0.1");
  }

  /** The block of the guide's example that begins with {@code start}, for this server's port. */
  private static String example(String fence, String start, int port) throws IOException {
    String guide =
        Files.readString(Launcher.find().home().resolve("docs").resolve("operator-guide.md"));
    String example = guide.substring(guide.indexOf(fence) + fence.length());
    example = example.substring(0, example.indexOf("```"));
    int from = example.indexOf(start);
    // Its own closing brace is the last but one: the last ends what is around it.
    int end = example.lastIndexOf('}', example.lastIndexOf('}') - 1);
    return example.substring(from, end + 1).replace(":8080", ":" + port);
  }

  private void guessesAreCountedApart(RunningServer server, Tool proxy, int port) throws Exception {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(accepts(port))
                    .as(() -> "it does not listen: " + proxy.printed())
                    .isTrue());
    URI me = URI.create("http://127.0.0.1:" + port + "/api/v1/me");
    String member = server.signUp("proxied", "a good password", "", "");
    assertThat(member).isNotEmpty();
    try (HttpClient guesser = from(GUESSER);
        HttpClient honest = from(MEMBER)) {
      HttpResponse<String> answer = ask(guesser, me, "nobody-0", "wrong", "198.51.100.1");
      for (int i = 1; i < 30 && answer.statusCode() == 401; i++) {
        // Another account and another invention each time: only the address is the same.
        answer = ask(guesser, me, "nobody-" + i, "wrong", "198.51.100." + i);
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
      assertThat(ask(honest, me, "proxied", "a good password", "127.0.0.21").statusCode())
          .as("another client of the same proxy")
          .isEqualTo(200);
      HttpResponse<String> page = get(honest, "http://localhost:" + port + "/");
      assertThat(page.body()).contains("@localhost");
      assertThat(get(honest, "http://localhost:" + port + "/api/v1/openapi.json").body())
          .as("the host and the port that the client used")
          .contains("http://localhost:" + port);
    }
  }

  private static HttpClient from(String address) throws IOException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.getByName(address))
        .build();
  }

  private static HttpResponse<String> ask(
      HttpClient client, URI uri, String id, String password, String invented)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", Basic.credentials(id, password))
            .header("X-Forwarded-For", invented)
            .header("Forwarded", "for=" + invented)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient client, String url)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).method("GET", BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
