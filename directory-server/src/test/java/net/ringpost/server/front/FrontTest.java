// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** The rules of the HTTP port by themselves, before a servlet that tells what reaches it. */
class FrontTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofSeconds(1), Duration.ofSeconds(1), 1000, Map.of("PUT /large", 100_000), 8, 4);
  private static final CountDownLatch HELD = new CountDownLatch(1);

  private static WebServer server;
  private static InetAddress loopback;

  @BeforeAll
  static void start() throws Exception {
    loopback = InetAddress.getLoopbackAddress();
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.setAddress(loopback);
    InetAddress proxy = InetAddress.getByAddress(new byte[] {127, 0, 0, 3});
    new FrontCustomizer(LIMITS, proxy::equals).customize(factory);
    server =
        factory.getWebServer(context -> context.addServlet("echo", new Echo()).addMapping("/"));
    server.start();
  }

  @AfterAll
  static void stop() {
    HELD.countDown();
    server.stop();
  }

  /** Tells who asks, and how much came with it. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getRequestURI()) {
        case "/fails" -> throw new IllegalStateException("secret of net.ringpost.Something");
        case "/refuses" -> response.sendError(403, "secret");
        case "/held" -> {
          response.flushBuffer();
          try {
            HELD.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        default -> {
          int length = request.getInputStream().readAllBytes().length;
          response
              .getWriter()
              .print(
                  request.getRemoteAddr()
                      + " "
                      + request.getRequestURL()
                      + " "
                      + request.isSecure()
                      + " "
                      + length);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GARBAGE                                         | 400",
        "GET /a b c HTTP/1.1                             | 400",
        "GET / HTTP/1.1                                  | 400",
        "GET /%zz HTTP/1.1~Host: a                       | 400",
        "GET /%00 HTTP/1.1~Host: a                       | 400",
        "GET /../../etc HTTP/1.1~Host: a                 | 400",
        "GET /{} HTTP/1.1~Host: a                        | 400",
        "GET / HTTP/1.1~Host: a~Bad Header: x            | 400",
        "GET / HTTP/1.1~Host: a b                        | 400",
        "GET / HTTP/1.1~Host: a~Host: b                  | 400",
        "POST / HTTP/1.1~Host: a~Content-Length: x       | 400",
        "GET / HTTP/7.1~Host: a                          | 505",
        "CONNECT a:1 HTTP/1.1~Host: a                    | 501",
        "POST / HTTP/1.1~Host: a~Transfer-Encoding: gnu  | 501",
        "TRACE / HTTP/1.1~Host: a                        | 501",
        "PRI * HTTP/2.0                                  | 505",
        "PRI * HTTP/2.0~~SM~~                            | 505",
        "GET / HTTP/1.1~Host: a~Expect: miracles         | 417",
        "GET /fails HTTP/1.1~Host: a                     | 500",
        "GET /refuses HTTP/1.1~Host: a                   | 403",
        "GET /LONG HTTP/1.1~Host: a                      | 414",
        "GET / HTTP/1.1~Host: a~Long: LONG               | 431",
        "GET / HTTP/1.1~Host: a~MANY                     | 431",
        "PUT / HTTP/1.1~Host: a~Content-Length: 1001     | 413",
      })
  void every_refusal_is_a_problem_document_that_tells_nothing_of_the_server(String head, int status)
      throws Exception {
    String sent =
        head.replace("LONG", "x".repeat(20_000))
            .replace("MANY", "A: b~".repeat(200) + "B: c")
            .replace("~", "\r\n");
    String answer = exchange("127.0.0.4", sent + "\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/problem+json")
        .contains("\"status\":" + status)
        .contains("Cache-Control: no-store")
        .doesNotContain("Allow:")
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContain("<html")
        .doesNotContain("secret")
        .doesNotContain("Exception");
  }

  @Test
  void a_body_has_its_path_s_limit_whether_its_length_is_announced_or_not() throws Exception {
    String from = "127.0.0.5";
    assertThat(exchange(from, put("/x", 1000))).endsWith(" 1000");
    assertThat(exchange(from, put("/large", 100_000))).endsWith(" 100000");
    assertThat(exchange(from, put("/x", 1001))).startsWith("HTTP/1.1 413");
    assertThat(exchange(from, put("/x", 3_000_000)))
        .as("whoever sends all of it reads the answer nevertheless")
        .startsWith("HTTP/1.1 413");
    assertThat(exchange(from, put("/large", 100_001))).startsWith("HTTP/1.1 413");
    assertThat(exchange(from, chunked("/x", 1000))).endsWith(" 1000");
    assertThat(exchange(from, chunked("/x", 1001)))
        .startsWith("HTTP/1.1 413")
        .contains("problem+json");
    assertThat(exchange(from, chunked("/x", 3_000_000))).startsWith("HTTP/1.1 413");
  }

  @Test
  void who_asks_first_is_refused_before_the_body_is_sent() throws Exception {
    String head = "PUT /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    try (Socket socket = open("127.0.0.6")) {
      send(socket, head + "9000000\r\n\r\n");
      assertThat(all(socket)).startsWith("HTTP/1.1 413");
    }
    try (Socket socket = open("127.0.0.6")) {
      send(socket, head + "3\r\nConnection: close\r\n\r\n");
      assertThat(line(socket)).startsWith("HTTP/1.1 100");
      send(socket, "abc");
      assertThat(all(socket)).endsWith(" 3");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "G",
        "GET / HTTP/1.1~Host: a~Long: ",
        "PUT /x HTTP/1.1~Host: a~Content-Length: 900~~",
        "PUT /x HTTP/1.1~Host: a~Transfer-Encoding: chunked~~",
        "PUT /x HTTP/1.1~Host: a~Transfer-Encoding: chunked~~1;",
        "PUT /x HTTP/1.1~Host: a~Transfer-Encoding: chunked~~0~T: ",
        "PUT /refuses HTTP/1.1~Host: a~Content-Length: 900~~",
      })
  void what_drips_is_cut_off_when_all_of_it_should_be_here(String start) throws Exception {
    try (Socket socket = open("127.0.0.7")) {
      send(socket, start.replace("~", "\r\n"));
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> allOf(socket));
      OutputStream out = socket.getOutputStream();
      try {
        while (!answer.isDone()) {
          out.write('1');
          // As slowly as one who means it; far quicker than Tomcat's ten seconds.
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
      } catch (IOException ended) {
        // The server has ended the connection, and its answer was read or lost with it.
        assertThat(answer.join()).isNotNull();
      }
      assertThat(answer.join()).doesNotContain("HTTP/1.1 200");
      if (answer.join().startsWith("HTTP/1.1 408")) {
        assertThat(answer.join()).contains("Cache-Control: no-store", "\"status\":408");
      }
    }
  }

  @Test
  void a_client_with_too_many_connections_loses_its_oldest_that_does_nothing() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.connections(); i++) {
        Socket socket = open("127.0.0.8");
        send(socket, "GET / HTTP/1.1\r\nHost: a\r\n");
        held.add(socket);
      }
      assertThat(exchange("127.0.0.8", get("/x"))).startsWith("HTTP/1.1 200");
      assertThat(allOf(held.getFirst())).as("it has made room").doesNotContain("200");
      assertThat(exchange("127.0.0.9", get("/x"))).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void a_proxy_may_have_as_many_connections_as_it_likes() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * LIMITS.connections(); i++) {
        held.add(open("127.0.0.3"));
      }
      for (Socket socket : held) {
        send(socket, "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(all(socket)).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void requests_under_way_are_counted_for_the_client_behind_the_proxy() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.requests(); i++) {
        Socket socket = open("127.0.0.3");
        held.add(socket);
        send(socket, "GET /held HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
        assertThat(line(socket)).startsWith("HTTP/1.1 200");
      }
      String one = "GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ";
      assertThat(exchange("127.0.0.3", one + "192.0.2.1\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 429")
          .contains("Retry-After: 1")
          .contains("problem+json");
      assertThat(exchange("127.0.0.3", one + "192.0.2.2\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200")
          .endsWith("192.0.2.2 http://a/x false 0");
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void only_a_proxy_of_ours_is_believed() throws Exception {
    String request =
        """
        GET /x HTTP/1.1
        Host: inner:81
        X-Forwarded-For: 192.0.2.5
        X-Forwarded-Proto: https
        X-Forwarded-Host: ring.example
        Connection: close

        """
            .replace("\n", "\r\n");
    assertThat(exchange("127.0.0.3", request)).endsWith("192.0.2.5 https://ring.example/x true 0");
    assertThat(exchange("127.0.0.10", request)).endsWith("127.0.0.10 http://inner:81/x false 0");
  }

  @Test
  void connections_are_kept_for_further_requests() throws Exception {
    try (Socket socket = open("127.0.0.11")) {
      send(socket, "PUT /refuses HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertThat(line(socket)).startsWith("HTTP/1.1 403");
      send(socket, get("/x"));
      assertThat(all(socket)).contains("HTTP/1.1 200").endsWith(" 0");
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  }

  private static String put(String path, int length) {
    return "PUT "
        + path
        + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + "x".repeat(length);
  }

  private static String chunked(String path, int length) {
    StringBuilder text =
        new StringBuilder("PUT " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n")
            .append("Transfer-Encoding: chunked\r\n\r\n");
    for (int left = length; left > 0; left -= 4096) {
      int size = Math.min(left, 4096);
      text.append(Integer.toHexString(size)).append("\r\n").append("x".repeat(size)).append("\r\n");
    }
    return text.append("0\r\n\r\n").toString();
  }

  private static Socket open(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(loopback, server.getPort()));
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String exchange(String from, String request) throws IOException {
    try (Socket socket = open(from)) {
      send(socket, request);
      return all(socket);
    }
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  // A connection that is ended while we send may lose what was on its way to us.
  private static String allOf(Socket socket) {
    try {
      return all(socket);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException ended) {
      return "";
    }
  }

  /** A line that is not empty. */
  private static String line(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n' && !line.isEmpty()) {
        return line.toString();
      }
      if (c != '\r' && c != '\n') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
