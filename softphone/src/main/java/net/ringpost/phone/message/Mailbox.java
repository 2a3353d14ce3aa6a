// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.message;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import net.ringpost.media.message.Prompt;
import net.ringpost.phone.account.SignIn;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The member's voice messages at the server, over REST. Its methods block. */
public final class Mailbox {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** An address: 127.0.0.1.example.org is somebody else's machine. */
  private static final Pattern HERE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final URI base;
  private final String authorization;

  /**
   * The mailbox of a member.
   *
   * @param web the server's site, such as {@code https://example.org/}
   * @throws IllegalArgumentException if the password would be sent in clear to another machine
   */
  public Mailbox(URI web, SignIn signIn) {
    if (!"https".equals(web.getScheme()) && !isHere(web.getHost())) {
      throw new IllegalArgumentException(
          "voice messages are fetched over https only, unless the server is this machine: give --web"
              + " https://… or dial *97");
    }
    base = web.resolve("/api/v1/");
    String pair = signIn.id() + ":" + signIn.password();
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isHere(@Nullable String host) {
    return host != null && HERE.matcher(host).matches();
  }

  /**
   * All messages, newest first.
   *
   * @throws MailboxException if they cannot be had
   */
  public List<Voicemail> list() throws MailboxException {
    List<Voicemail> all = new ArrayList<>();
    byte[] answer = sent(request("voicemails").GET());
    try {
      for (JsonNode m : JSON.readTree(answer)) {
        all.add(voicemail(m));
      }
    } catch (JacksonException e) {
      throw noSite();
    }
    return all;
  }

  private MailboxException noSite() {
    return new MailboxException(base + " is no Ringpost server's site: check --web");
  }

  /** Whether this is a message's ID as a server makes them. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private Voicemail voicemail(JsonNode m) throws MailboxException {
    String id = m.path("id").asString();
    // A file is named after it, and may not be where the server likes.
    if (!isId(id)) {
      throw noSite();
    }
    return new Voicemail(
        id,
        m.path("from").asString(),
        m.path("receivedAt").asString(),
        m.path("durationMs").asLong(),
        m.path("kind").asString(),
        m.path("heard").asBoolean());
  }

  /**
   * A message's sound, also of one with pictures: 48 kHz, mono. It counts as heard from now on.
   *
   * @throws MailboxException if it cannot be had
   */
  public short[] fetch(String id) throws MailboxException {
    byte[] content = sent(request("voicemails/" + id + "/content").GET());
    try {
      short[] sound = Prompt.ofMessage(content).toPcm();
      byte[] unused =
          sent(
              request("voicemails/" + id)
                  .header("Content-Type", "application/json")
                  .method("PATCH", BodyPublishers.ofString("{\"heard\":true}")));
      return sound;
    } catch (IOException e) {
      throw new MailboxException("the message " + id + " cannot be played: " + e.getMessage());
    }
  }

  /**
   * Deletes a message.
   *
   * @throws MailboxException if that is not possible
   */
  public void delete(String id) throws MailboxException {
    byte[] unused = sent(request("voicemails/" + id).DELETE());
  }

  /**
   * Makes a file the own greeting.
   *
   * @param file WAV or Ogg Opus, of one minute at most
   * @throws MailboxException if the server does not take it; the message says why
   */
  public void greet(byte[] file) throws MailboxException {
    byte[] unused = sent(request("me/greeting").PUT(BodyPublishers.ofByteArray(file)));
  }

  /**
   * Has callers hear the standard greeting again.
   *
   * @throws MailboxException if that is not possible
   */
  public void greetAsUsual() throws MailboxException {
    byte[] unused = sent(request("me/greeting").DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private byte[] sent(HttpRequest.Builder request) throws MailboxException {
    HttpResponse<byte[]> answer;
    try {
      answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new MailboxException("the server's site " + base + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MailboxException("interrupted");
    }
    return switch (answer.statusCode()) {
      case 200, 204, 206 -> answer.body();
      case 401 -> throw new MailboxException("the server does not accept the ID or password");
      case 404 -> throw new MailboxException("there is no such message");
      default -> throw new MailboxException(explained(answer));
    };
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
