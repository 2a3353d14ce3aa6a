// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.mailbox;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import tools.jackson.databind.JsonNode;

/** The member's voice messages at the server, over REST. Its methods block. */
public final class Mailbox {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Site site;

  /** The mailbox of the member whose site this is. */
  public Mailbox(Site site) {
    this.site = site;
  }

  /**
   * All messages, newest first.
   *
   * @param deleted those that were deleted and can be brought back, or those that are there
   * @throws SiteException if they cannot be had
   */
  public List<Voicemail> list(boolean deleted) throws SiteException {
    List<Voicemail> all = new ArrayList<>();
    String which = deleted ? "voicemails?deleted=true" : "voicemails";
    for (JsonNode m : site.json(site.sent(site.request(which).GET()))) {
      all.add(voicemail(m));
    }
    return all;
  }

  /** Whether this is a message's ID as a server makes them. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private Voicemail voicemail(JsonNode m) throws SiteException {
    String id = m.path("id").asString();
    // A file is named after it, and may not be where the server likes.
    if (!isId(id)) {
      throw site.unknown();
    }
    return new Voicemail(
        id,
        m.path("from").asString(),
        m.path("fromName").asString(""),
        m.path("receivedAt").asString(),
        m.path("durationMs").asLong(),
        m.path("kind").asString(),
        m.path("heard").asBoolean());
  }

  /**
   * A message's sound, also of one with pictures: 48 kHz, mono.
   *
   * @throws SiteException if it cannot be had
   */
  public short[] fetch(String id) throws SiteException {
    byte[] content = site.sent(site.request("voicemails/" + id + "/content").GET());
    try {
      return Prompt.ofMessage(content).toPcm();
    } catch (IOException e) {
      throw new SiteException("the message " + id + " cannot be played: " + e.getMessage());
    }
  }

  /**
   * Marks a message as heard.
   *
   * @throws SiteException if that is not possible
   */
  public void heard(String id) throws SiteException {
    byte[] unused =
        site.sent(
            site.request("voicemails/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"heard\":true}")));
  }

  /**
   * Brings a deleted message back.
   *
   * @throws SiteException if that is not possible, as after 30 days
   */
  public void restore(String id) throws SiteException {
    byte[] unused =
        site.sent(site.request("voicemails/" + id + "/restore").POST(BodyPublishers.noBody()));
  }

  /**
   * Deletes a message.
   *
   * @throws SiteException if that is not possible
   */
  public void delete(String id) throws SiteException {
    byte[] unused = site.sent(site.request("voicemails/" + id).DELETE());
  }

  /**
   * Makes a file the own greeting.
   *
   * @param file WAV or Ogg Opus, of one minute at most
   * @throws SiteException if the server does not take it; the message says why
   */
  public void greet(byte[] file) throws SiteException {
    byte[] unused = site.sent(site.request("me/greeting").PUT(BodyPublishers.ofByteArray(file)));
  }

  /**
   * Has callers hear the standard greeting again.
   *
   * @throws SiteException if that is not possible
   */
  public void greetAsUsual() throws SiteException {
    byte[] unused = site.sent(site.request("me/greeting").DELETE());
  }
}
