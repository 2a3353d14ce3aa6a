// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A directory server in a process of its own, on free ports of this machine. */
public final class RunningServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path data;
  private final JsonNode facts;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private RunningServer(Process process, Path data, JsonNode facts) {
    this.process = process;
    this.data = data;
    this.facts = facts;
  }

  /**
   * Starts a server on the folder {@code data} with free ports, at the loopback if {@code more} has
   * no {@code --bind}, without a limit to sign-ups if it has no {@code --sign-up-limit}, and waits
   * until it says that it is ready.
   *
   * @param more further options, as on the command line
   * @throws AssertionError if it is not ready within two minutes
   */
  public static RunningServer start(Path data, String... more) {
    return start(data, true, more);
  }

  /** As {@link #start}, but every port comes from {@code more}. */
  public static RunningServer startOnGivenPorts(Path data, String... more) {
    return start(data, false, more);
  }

  private static RunningServer start(Path data, boolean freePorts, String... more) {
    List<String> arguments = new ArrayList<>(List.of("server", "--data", data.toString()));
    if (!List.of(more).contains("--bind")) {
      arguments.addAll(List.of("--bind", "127.0.0.1"));
    }
    if (!List.of(more).contains("--sign-up-limit")) {
      arguments.addAll(List.of("--sign-up-limit", "0"));
    }
    if (freePorts) {
      arguments.addAll(List.of("--http-port", "0", "--sip-port", "0", "--sips-port", "0"));
    }
    arguments.addAll(List.of(more));
    try {
      Files.createDirectories(data);
      Process process = Launcher.find().start(arguments, Map.of(), data.resolve("server.err"));
      Lines output = new Lines(process.getInputStream(), "server-output");
      awaitReady(output, data.resolve("server.err"));
      return new RunningServer(
          process, data, JSON.readTree(Files.readString(data.resolve("server.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitReady(Lines output, Path errors) throws IOException {
    try {
      output.await(
          0, line -> line.startsWith("Ringpost is ready"), START_LIMIT, "the server's ready line");
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nerrors:\n" + Files.readString(errors), e);
    }
  }

  /** Options that start a later server on this one's ports. */
  public String[] samePorts() {
    return new String[] {
      "--http-port",
      Integer.toString(httpPort()),
      "--sip-port",
      Integer.toString(sipPort()),
      "--sips-port",
      Integer.toString(sipsPort())
    };
  }

  /** The port of the site and of REST. */
  public int httpPort() {
    return facts.get("httpPort").asInt();
  }

  /** The SIP port for UDP and TCP. */
  public int sipPort() {
    return facts.get("sipPort").asInt();
  }

  /** The SIP port for TLS. */
  public int sipsPort() {
    return facts.get("sipsPort").asInt();
  }

  /** The process, for tests that end it the hard way. */
  public Process process() {
    return process;
  }

  /** The data folder. */
  public Path data() {
    return data;
  }

  /**
   * Starts a softphone that signs in here as {@code id}, over the loopback, over TLS at the port
   * for that.
   *
   * @param folder where it keeps its own data and its error output
   * @param more further options, as on the command line
   */
  public RunningPhone phone(Path folder, String id, String password, String... more) {
    List<String> options =
        new ArrayList<>(List.of("--bind", "127.0.0.1", "--web", "http://127.0.0.1:" + httpPort()));
    options.addAll(List.of(more));
    int port = options.contains("tls") ? sipsPort() : sipPort();
    return RunningPhone.start(
        folder, "127.0.0.1:" + port, id, password, options.toArray(String[]::new));
  }

  /**
   * Signs a member up over REST.
   *
   * @param number the number asked for, or an empty string for the next free one
   * @return the number that was given
   * @throws AssertionError if the server refuses; it quotes the problem document
   */
  public String signUp(String id, String password, String number, String displayName) {
    Map<String, String> account =
        number.isEmpty()
            ? Map.of("id", id, "password", password, "displayName", displayName)
            : Map.of("id", id, "password", password, "number", number, "displayName", displayName);
    HttpRequest request =
        HttpRequest.newBuilder(url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(account)))
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 201) {
      throw new AssertionError(
          "sign-up of " + id + " was answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body()).get("number").asString();
  }

  /** GET of a path as a member; the body as JSON. */
  public JsonNode get(String path, String id, String password) {
    return JSON.readTree(as(id, password, HttpRequest.newBuilder(url(path)), "GET " + path));
  }

  /** PATCH of a path as a member. */
  public void patch(String path, String id, String password, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json));
    String unused = as(id, password, request, "PATCH " + path);
  }

  private String as(String id, String password, HttpRequest.Builder request, String what) {
    String credentials =
        Base64.getEncoder().encodeToString((id + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> response =
        send(request.header("Authorization", "Basic " + credentials).build());
    if (response.statusCode() != 200) {
      throw new AssertionError(
          what + " was answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  /** The text of a path that needs no sign-in, whatever its status. */
  public String text(String path) {
    return send(HttpRequest.newBuilder(url(path)).build()).body();
  }

  /** Sends any request to this server. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The address of {@code path} on this server. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + httpPort() + path);
  }

  /** Ends the process with SIGTERM and waits for it; after 20 seconds with SIGKILL. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
