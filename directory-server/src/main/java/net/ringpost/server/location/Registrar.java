// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/**
 * Answers REGISTER requests whose sender has proved to be the member (RFC 3261 §10.3). On the
 * signalling loop.
 */
public final class Registrar {
  /** What a terminal is told to wait while registrations cannot be stored or are not read yet. */
  private static final String RETRY_SECONDS = "2";

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
      answer.accept(unavailable(request, "Starting, not ready yet", toTag));
      return;
    }
    Registration asked;
    try {
      asked = Registration.of(request);
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
        outcome -> answer.accept(response(request, asked, outcome, toTag, now)));
  }

  private SipResponse response(
      SipRequest request, Registration asked, Outcome outcome, String toTag, long now) {
    return switch (outcome) {
      case Outcome.Granted g -> granted(request, asked, g.bindings(), toTag, now);
      case Outcome.Refused r when r.status() == Status.SERVICE_UNAVAILABLE ->
          unavailable(request, r.reason(), toTag);
      case Outcome.Refused r -> refused(request, r, toTag);
    };
  }

  private static SipResponse unavailable(SipRequest request, String reason, String toTag) {
    SipResponse plain = SipResponse.to(request, Status.SERVICE_UNAVAILABLE, reason, toTag);
    HeaderEditor edit = plain.headers().edit();
    return plain.withHeaders(edit.set(HeaderName.RETRY_AFTER, RETRY_SECONDS).build());
  }

  private static SipResponse refused(SipRequest request, Outcome.Refused r, String toTag) {
    SipResponse plain = SipResponse.to(request, r.status(), r.reason(), toTag);
    if (r.minExpires() == 0) {
      return plain;
    }
    String seconds = Integer.toString(r.minExpires());
    return plain.withHeaders(plain.headers().edit().set(HeaderName.MIN_EXPIRES, seconds).build());
  }

  /** RFC 3261 §10.3 step 8: all of the number's terminals, each with what is left of its time. */
  private SipResponse granted(
      SipRequest request, Registration asked, Bindings bindings, String toTag, long now) {
    SipResponse plain = SipResponse.to(request, Status.OK, null, toTag);
    HeaderEditor edit = plain.headers().edit();
    for (Binding b : bindings.all()) {
      edit.append(HeaderName.CONTACT, b.toContactValue(now));
    }
    if (usesFlows(request, asked)) {
      // RFC 5626 §6: says that the flow will be used.
      edit.append(HeaderName.REQUIRE, "outbound");
    }
    return plain.withHeaders(edit.append(HeaderName.DATE, date()).build());
  }

  private static boolean usesFlows(SipRequest request, Registration asked) {
    for (Registration.Wanted w : asked.contacts()) {
      if (w.regId() > 0) {
        return request.headers().hasToken(HeaderName.SUPPORTED, "outbound");
      }
    }
    return false;
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
