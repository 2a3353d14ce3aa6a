// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.MembershipStore;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.sip.transport.SipTransport;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server within this process, on free ports and an embedded database of its own. */
final class WholeServer {
  static final String PASSWORD = "a good password";
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final DirectoryServer server;
  private final Path data;
  private final int port;

  private WholeServer() {
    try {
      // Not in the system's folder for temporary files, where the database would be deleted.
      Path parent = Files.createDirectories(Path.of("target", "servers"));
      data = Files.createTempDirectory(parent, "server").toAbsolutePath();
      ServerCommand options = new ServerCommand();
      options.storage.data = data;
      options.bind = InetAddress.getLoopbackAddress();
      options.httpPort = 0;
      options.sipPort = 0;
      options.sipsPort = 0;
      // The tests sign up many from one address.
      options.signUp.perHour = 0;
      server = DirectoryServer.start(options, step -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      port = JSON.readTree(Files.readString(data.resolve("server.json"))).path("httpPort").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final WholeServer SERVER = new WholeServer();
  }

  /** Starts it when first asked for; it ends with the tests. */
  static WholeServer get() {
    return Holder.SERVER;
  }

  Voicemails voicemails() {
    return server.voicemail().voicemails();
  }

  SipTransport signalling() {
    return server.signalling();
  }

  /** The database's members, as a command beside the server sees them. */
  MembershipStore memberships() {
    return server.memberships();
  }

  /** Lets the server look at what was changed beside it, as it does twice a second. */
  void heed() {
    server.watch().heed();
  }

  /** All that leads to the endpoints of its site. */
  Collection<HandlerMapping> mappings() {
    return server.site().mappings();
  }

  /** A member. */
  Account account(String id) {
    return server.people().find(id).orElseThrow().account();
  }

  Path data() {
    return data;
  }

  /** Signs somebody up. */
  void signUp(String id) {
    String body =
        JSON.writeValueAsString(JSON.createObjectNode().put("id", id).put("password", PASSWORD));
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(url("/api/v1/accounts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.statusCode() != 201) {
      throw new AssertionError(text(answer));
    }
  }

  /** A request of a member's. */
  HttpRequest.Builder request(String id, String path) {
    byte[] credentials = (id + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(url(path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  HttpResponse<byte[]> get(String id, String path) {
    return send(request(id, path).build());
  }

  HttpResponse<byte[]> send(String id, String method, String path, String json) {
    return send(
        request(id, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return JSON.readTree(answer.body());
  }
}
