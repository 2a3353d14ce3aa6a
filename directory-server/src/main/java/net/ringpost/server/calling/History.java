// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import net.ringpost.db.account.Member;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** What is told to the {@link CallLog}: of attempts to call, not of messages and the like. */
final class History {
  private final CallLog log;
  private final InstantSource wallClock;
  private final RandomGenerator random;

  /**
   * @param random numbers the attempts
   */
  History(CallLog log, InstantSource wallClock, RandomGenerator random) {
    this.log = log;
    this.wallClock = wallClock;
    this.random = random;
  }

  /** An attempt begins; returns what to call it. */
  UUID began(
      SipRequest request, Destination.Dialled dialled, Caller caller, @Nullable Member callee) {
    if (!request.method().equals(Method.INVITE)) {
      return FlowTokens.NO_CALL;
    }
    // RFC 9562 §5.8: random, in a form of our own; only its uniqueness matters.
    UUID call = new UUID(random.nextLong(), random.nextLong());
    Member member = caller.memberOrNull();
    log.began(
        new CallLog.Attempt(
            call,
            wallClock.instant(),
            member == null ? null : member.account(),
            request.from().uri().toString(),
            callee == null ? null : callee.account(),
            dialled.user()));
    return call;
  }

  /** An attempt that ends before any terminal is asked. */
  void failed(
      SipRequest request,
      Destination.Dialled dialled,
      Caller caller,
      @Nullable Member callee,
      Status outcome) {
    decided(began(request, dialled, caller, callee), outcome);
  }

  /** How an attempt came out. */
  void decided(UUID call, Status outcome) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.decided(call, now(), outcome);
    }
  }

  /** A call in whose dialog we stay is over. */
  void ended(UUID call) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.ended(call, now());
    }
  }

  private Instant now() {
    return wallClock.instant();
  }
}
