// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import net.ringpost.sip.engine.Ids;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.overload.OverloadControl;
import org.jspecify.annotations.Nullable;

/**
 * While more comes than can be done, refuses a share of what is new at the door: by a 503 with
 * Retry-After (RFC 3261 §21.5.4), without a transaction (§8.2.7), before anything is looked up.
 * What belongs to a dialog, and what repeats or cancels something that was taken on, is never asked
 * about here. On the signalling loop.
 */
final class Doorkeeper {
  private static final Logger LOG = System.getLogger(Doorkeeper.class.getName());

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
  private @Nullable ScheduledFuture<?> watch;
  private long began;
  private long refusedBefore;

  Doorkeeper(OverloadControl overload, ScheduledExecutorService loop, LongSupplier clock) {
    this.overload = overload;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * The refusal of a request that was not seen before and would begin something; null if it may
   * come in.
   *
   * @param gate knows whether we have asked for it, by a challenge
   */
  @Nullable SipResponse refusal(SipRequest request, Gatekeeper gate, Ids ids) {
    if (!overload.watching() || request.toTag() != null || !overload.shedding(clock.getAsLong())) {
      return null;
    }
    watch();
    long fingerprint = ids.fingerprint(request);
    long[] away = turnedAway();
    int place = (int) fingerprint & (away.length - 1);
    // Who was refused and has not heard it yet must not be let in afterwards: he has hung up.
    if (away[place] != fingerprint && luck(fingerprint) < share(gate.answersChallenge(request))) {
      return null;
    }
    away[place] = fingerprint;
    refused.increment();
    SipResponse plain =
        SipResponse.to(
            request, Status.SERVICE_UNAVAILABLE, "Overloaded", ids.statelessTag(request));
    HeaderField later = RETRY_AFTER[(int) (fingerprint >>> 20) & (RETRY_AFTER.length - 1)];
    return plain.withHeaders(plain.headers().edit().append(later).build());
  }

  /** The work for a challenge is lost if its answer is refused: so that is refused more rarely. */
  private double share(boolean begun) {
    double admitted = overload.admitted();
    return begun ? 1 - (1 - admitted) * (1 - admitted) : admitted;
  }

  /** From 0 to below 1, the same for the same request. */
  private static double luck(long fingerprint) {
    return ((fingerprint * 0x9e3779b97f4a7c15L) >>> 11) * 0x1p-53;
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
