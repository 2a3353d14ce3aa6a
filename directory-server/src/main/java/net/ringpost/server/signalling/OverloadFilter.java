// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Identifiers;
import net.ringpost.sip.engine.ReceivedParameter;
import net.ringpost.sip.hash.Hash64;
import net.ringpost.sip.message.Grammar;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.overload.OverloadControl;
import org.jspecify.annotations.Nullable;

/**
 * While more comes than can be done, refuses a share of what is new at the overloadFilter: by a 503
 * with Retry-After (RFC 3261 §21.5.4), without a transaction (§8.2.7), before anything is looked
 * up. What belongs to a dialog, and what repeats or cancels something that was taken on, is never
 * asked about here. On the signalling loop.
 *
 * <p>DEVIATION RFC 7339: {@code oc} in Via is neither read nor written: telephones know the 503.
 * DEVIATION RFC 3261 §21.4.1: a malformed request may get the 503, not 400, as it is not read yet.
 */
final class OverloadFilter {
  private static final Logger LOG = System.getLogger(OverloadFilter.class.getName());

  /** Not all at the same time: 5 to 20 s. */
  private static final int RETRY_FIRST = 5;

  private static final HeaderField[] RETRY_AFTER = new HeaderField[16];

  static {
    for (int i = 0; i < RETRY_AFTER.length; i++) {
      RETRY_AFTER[i] = HeaderField.of(HeaderName.RETRY_AFTER, Integer.toString(RETRY_FIRST + i));
    }
  }

  private final OverloadControl overload;
  private final ScheduledExecutorService loop;
  private final LongSupplier clock;
  private final LongAdder refused = new LongAdder();
  private long @Nullable [] turnedAway;
  private @Nullable String mark;
  private @Nullable ScheduledFuture<?> watch;
  private long began;
  private long refusedBefore;

  OverloadFilter(OverloadControl overload, ScheduledExecutorService loop, LongSupplier clock) {
    this.overload = overload;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * Whether the request was refused, or is the ACK of a refusal, so that nothing is left to do. One
   * that was not seen before, and would begin something, is refused by chance.
   *
   * @param unchecked may be malformed; read no further than needed, as all this is for speed
   * @param doubted whether its source may be forged
   * @param digest knows whether we have asked for it, by a challenge
   * @throws net.ringpost.sip.message.MalformedException if it cannot be answered as it is
   */
  boolean turnsAway(
      SipRequest unchecked,
      Flow from,
      boolean doubted,
      RequestAuthenticator digest,
      Engine engine) {
    if (unchecked.method().equals(Method.ACK)) {
      return acknowledgesRefusal(unchecked);
    }
    if (!overload.shedding(clock.getAsLong())
        || unchecked.method().equals(Method.CANCEL)
        || inDialog(unchecked)) {
      return false;
    }
    watch();
    long fingerprint = engine.ids().fingerprint(unchecked);
    long[] away = turnedAway();
    int place = (int) fingerprint & (away.length - 1);
    // Who was refused and has not heard it yet must not be let in afterwards: he has hung up.
    if (away[place] != fingerprint
        && (admitted(unchecked, luck(fingerprint), digest) || !engine.isNew(unchecked))) {
      return false;
    }
    away[place] = fingerprint;
    refused.increment();
    SipRequest request = ReceivedParameter.noted(unchecked, from);
    SipResponse answer = refusal(request, fingerprint, engine.ids());
    SipResponse brief = doubted ? LimitedResponse.of(answer, request, from) : answer;
    if (brief != null) {
      engine.sendStateless(brief, from);
    }
    return true;
  }

  private SipResponse refusal(SipRequest request, long fingerprint, Identifiers ids) {
    String tag = mark(ids) + ids.statelessTag(request);
    SipResponse plain = SipResponse.to(request, Status.SERVICE_UNAVAILABLE, "Overloaded", tag);
    HeaderField later = RETRY_AFTER[(int) (fingerprint >>> 20) & (RETRY_AFTER.length - 1)];
    return plain.withHeaders(plain.headers().edit().append(later).build());
  }

  /** How the To tag of each refusal begins, so that its ACK is known by it. */
  private String mark(Identifiers ids) {
    String m = mark;
    if (m == null) {
      m = ids.tag();
      mark = m;
    }
    return m;
  }

  private boolean acknowledgesRefusal(SipRequest ack) {
    String to = ack.headers().first(HeaderName.TO);
    return mark != null && to != null && to.contains(mark);
  }

  /** Most requests that begin something show it without being taken apart. */
  private static boolean inDialog(SipRequest request) {
    String to = request.headers().first(HeaderName.TO);
    return to != null && mentionsTag(to) && request.toTag() != null;
  }

  private static boolean mentionsTag(String to) {
    for (int i = to.lastIndexOf(';'); i >= 0; i = to.lastIndexOf(';', i - 1)) {
      int from = i + 1;
      while (from < to.length() && Grammar.isBlank(to.charAt(from))) {
        from++;
      }
      if (to.regionMatches(true, from, "tag", 0, 3)) {
        return true;
      }
    }
    return false;
  }

  /** The work for a challenge is lost if its answer is refused: so that is refused more rarely. */
  private boolean admitted(SipRequest request, double luck, RequestAuthenticator digest) {
    double share = overload.admitted();
    double begun = 1 - (1 - share) * (1 - share);
    return luck < share || (luck < begun && digest.answersChallenge(request));
  }

  /** From 0 to below 1, the same for the same request. */
  private static double luck(long fingerprint) {
    return (Hash64.mix(0, fingerprint) >>> 11) * 0x1p-53;
  }

  private long[] turnedAway() {
    long[] away = turnedAway;
    if (away == null) {
      away = new long[1 << 15];
      turnedAway = away;
    }
    return away;
  }

  /** Tells that it has begun, and looks each second whether it is over. */
  private void watch() {
    if (watch == null) {
      began = clock.getAsLong();
      refusedBefore = refused.sum();
      LOG.log(
          Level.WARNING,
          "Overload: more requests come than this machine can serve. Some of the new ones are"
              + " refused (503 with Retry-After); what has begun goes on.");
      watch = loop.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  private void look() {
    long now = clock.getAsLong();
    ScheduledFuture<?> w = watch;
    if (!overload.shedding(now) && w != null) {
      w.cancel(false);
      watch = null;
      LOG.log(
          Level.WARNING,
          "Overload is over after {0} s; {1} requests were refused.",
          TimeUnit.NANOSECONDS.toSeconds(now - began),
          refused.sum() - refusedBefore);
    }
  }

  /** Requests that were refused since the start; for any thread. */
  long refused() {
    return refused.sum();
  }
}
