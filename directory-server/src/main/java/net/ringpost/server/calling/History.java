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
    Instant at = wallClock.instant();
    UUID call = newestKey(at);
    Member member = caller.memberOrNull();
    log.began(
        new CallLog.Attempt(
            call,
            at,
            member == null ? null : member.account(),
            member == null ? request.from().uri().toString() : member.account().number(),
            callee == null ? null : callee.account(),
            dialled.user()));
    return call;
  }

  /** RFC 9562 §5.7: ordered by time, so that the database writes new rows side by side. */
  private UUID newestKey(Instant at) {
    long high = (at.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
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

  /**
   * A call in whose dialog we stay is over.
   *
   * @param failure why it was no talk, though answered; null if it was one
   */
  void ended(UUID call, @Nullable Status failure) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.ended(call, now(), failure);
    }
  }

  private Instant now() {
    return wallClock.instant();
  }
}
