// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import net.ringpost.db.account.Member;
import net.ringpost.server.history.CallLog;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.CallEvents;
import net.ringpost.sip.proxy.Destination;
import net.ringpost.sip.proxy.FlowTokens;
import org.jspecify.annotations.Nullable;

/** What is told to the {@link CallLog}: of attempts to call, not of messages and the like. */
public final class CallHistoryEvents implements CallEvents<Caller, CalledMember> {
  private final CallLog log;
  private final InstantSource wallClock;
  private final RandomGenerator random;

  /**
   * @param random numbers the attempts
   */
  public CallHistoryEvents(CallLog log, InstantSource wallClock, RandomGenerator random) {
    this.log = log;
    this.wallClock = wallClock;
    this.random = random;
  }

  @Override
  public UUID began(
      SipRequest received,
      Destination.Dialled dialled,
      Caller caller,
      @Nullable CalledMember callee) {
    if (!received.method().equals(Method.INVITE)) {
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
            member == null ? received.from().uri().toString() : member.account().number(),
            callee == null ? null : callee.member().account(),
            dialled.user()));
    return call;
  }

  /** RFC 9562 §5.7: ordered by time, so that the database writes new rows side by side. */
  private UUID newestKey(Instant at) {
    long high = (at.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  @Override
  public void decided(UUID call, Status outcome) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.decided(call, now(), outcome);
    }
  }

  @Override
  public void ended(UUID call, @Nullable Status failure) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.ended(call, now(), failure);
    }
  }

  /**
   * Voice mail answered a call that was decided.
   *
   * @param kept whether there is a message now
   */
  void voicemail(UUID call, boolean kept) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      log.voicemail(call, kept);
    }
  }

  private Instant now() {
    return wallClock.instant();
  }
}
