// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's site as one member is shown it, over REST. Its methods block. */
public final class Site {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An address: 127.0.0.1.example.org is somebody else's machine. */
  private static final Pattern HERE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final URI base;
  private final String authorization;

  /**
   * The site of the member's server.
   *
   * @param web its address, such as {@code https://example.org/}
   * @throws IllegalArgumentException if the password would be sent in clear to another machine
   */
  public Site(URI web, SignIn signIn) {
    if (!isSafe(web)) {
      throw new IllegalArgumentException(
          "the server's site "
              + web
              + " is not asked: that is done over https only, unless the server is this machine. Ask"
              + " its operator for an https address, and give it with --web https://… (voice messages:"
              + " or dial *97)");
    }
    base = web.resolve("/api/v1/");
    String pair = signIn.id() + ":" + signIn.password();
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a password may be sent there: encrypted, or not over a network at all. */
  public static boolean isSafe(URI web) {
    return "https".equalsIgnoreCase(web.getScheme()) || isHere(web.getHost());
  }

  /** Whether a URI's host is this machine. */
  static boolean isHere(@Nullable String host) {
    return host != null && HERE.matcher(host).matches();
  }

  /**
   * Whether the member lets the own telephones talk without encryption to those that know nothing
   * better.
   *
   * @throws SiteException if that cannot be had
   */
  public boolean plainMedia() throws SiteException {
    return json(sent(request("me").GET())).path("plainMedia").asBoolean(false);
  }

  /** A request for what lies below {@code /api/v1/}. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  /**
   * Sends a request and gives what is answered.
   *
   * @throws SiteException if nothing is, or a refusal
   */
  public byte[] sent(HttpRequest.Builder request) throws SiteException {
    HttpResponse<byte[]> answer;
    try {
      answer = Client.HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new SiteException(
          "the server's site "
              + base.resolve("/")
              + " does not answer. Try again later, or ask its operator for another address, and"
              + " give it with --web https://… (voice messages: or dial *97)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteException("interrupted");
    }
    return switch (answer.statusCode()) {
      case 200, 204, 206 -> answer.body();
      case 401 -> throw new SiteException("the server does not accept the ID or password");
      default -> throw new SiteException(explained(answer));
    };
  }

  /**
   * What was answered, read as JSON.
   *
   * @throws SiteException if it is none
   */
  public JsonNode json(byte[] answer) throws SiteException {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw unknown();
    }
  }

  /** What is answered there is not what a Ringpost server answers. */
  public SiteException unknown() {
    return new SiteException(base + " is no Ringpost server's site: check --web");
  }

  /** Made when it is first needed: most telephones never ask. */
  private static final class Client {
    static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** What the server says to be wrong (RFC 9457), if it says so. */
  private static String explained(HttpResponse<byte[]> answer) {
    String plain = "the server's site answered " + answer.statusCode();
    try {
      String detail = JSON.readTree(answer.body()).path("detail").asString("");
      return detail.isEmpty() ? plain : detail;
    } catch (JacksonException noDocument) {
      return plain;
    }
  }
}
