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
import net.ringpost.media.message.Prompt;
import net.ringpost.phone.account.SignIn;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The member's voice messages at the server, over REST. Its methods block. */
public final class Mailbox {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
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

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /**
   * All messages, newest first.
   *
   * @throws MailboxException if they cannot be had
   */
  public List<Voicemail> list() throws MailboxException {
    List<Voicemail> all = new ArrayList<>();
    JsonNode answer = JSON.readTree(sent(request("voicemails").GET()));
    for (JsonNode m : answer) {
      all.add(
          new Voicemail(
              m.path("id").asString(),
              m.path("from").asString(),
              m.path("receivedAt").asString(),
              m.path("durationMs").asLong(),
              m.path("kind").asString(),
              m.path("heard").asBoolean()));
    }
    return all;
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
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
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
