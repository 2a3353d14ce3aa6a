// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.util.UUID;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.Retargeting;
import org.jspecify.annotations.Nullable;

/**
 * Gives the calls that no terminal accepted to the attendant.
 *
 * @param history is told that voice mail answered, and whether a message was kept
 */
public record VoicemailRetargeting(Attendant attendant, CallHistoryEvents history)
    implements Retargeting<Caller, CalledMember> {
  @Override
  public long noAnswerTimeout(CalledMember callee) {
    return attendant.noAnswerTimeout(callee.member().account());
  }

  @Override
  public boolean retarget(
      ServerTransaction invite,
      Caller caller,
      CalledMember callee,
      Status why,
      UUID call,
      long now) {
    VoicemailReason reason = reason(why);
    Account account = callee.member().account();
    Runnable whenKept = () -> history.voicemail(call, true);
    if (reason == null || !attendant.take(invite, caller, account, reason, call, whenKept, now)) {
      return false;
    }
    history.decided(call, why);
    history.voicemail(call, false);
    return true;
  }

  /**
   * Why nobody talks to the caller; null where the caller could do better, as with another
   * description of its media (488, 606).
   */
  private static @Nullable VoicemailReason reason(Status status) {
    return switch (status.code()) {
      case 408 -> VoicemailReason.NO_ANSWER;
      case 486, 600 -> VoicemailReason.BUSY;
      case 603 -> VoicemailReason.DECLINED;
      case 404, 410, 430, 480 -> VoicemailReason.AWAY;
      case 606 -> null;
      default -> status.code() >= 500 ? VoicemailReason.FAILED : null;
    };
  }
}
