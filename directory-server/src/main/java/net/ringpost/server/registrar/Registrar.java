// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.registrar;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import net.ringpost.server.location.Location;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.registrar.RegisterAnswer;
import net.ringpost.sip.registrar.RegisterRequest;

/**
 * Answers REGISTER requests whose sender has proved to be the member (RFC 3261 §10.3). On the
 * signalling loop.
 */
public final class Registrar {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Location location;
  private long dateSecond;
  private String date = "";

  /** A registrar for what is known of where terminals are. */
  public Registrar(Location location) {
    this.location = location;
  }

  /**
   * Does what the request asks for.
   *
   * @param account whose terminals
   * @param trusted whether the sender's word is taken for its contacts' addresses
   * @param toTag the answer's To tag
   * @param answer given the answer, now or when what it says is stored
   */
  public void register(
      SipRequest request,
      long account,
      Flow source,
      boolean trusted,
      String toTag,
      long now,
      Consumer<SipResponse> answer) {
    if (!location.loaded()) {
      answer.accept(RegisterAnswer.unavailable(request, "Starting, not ready yet", toTag));
      return;
    }
    RegisterRequest asked;
    try {
      asked = RegisterRequest.of(request);
    } catch (MalformedException e) {
      answer.accept(SipResponse.to(request, Status.BAD_REQUEST, e.getMessage(), toTag));
      return;
    }
    location.register(
        account,
        asked,
        source,
        trusted,
        now,
        outcome -> answer.accept(RegisterAnswer.of(request, asked, outcome, toTag, now, date())));
  }

  private String date() {
    long second = System.currentTimeMillis() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = DATE.format(Instant.ofEpochSecond(second));
    }
    return date;
  }
}
