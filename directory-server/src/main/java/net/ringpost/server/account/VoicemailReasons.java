// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.util.EnumSet;
import java.util.Set;
import net.ringpost.db.account.VoicemailReason;
import org.jspecify.annotations.Nullable;

/**
 * For which reasons a member's calls go to voice mail; in a change, null leaves it as it is.
 *
 * @param noAnswer when it rang long enough
 * @param busy while the member is talking
 * @param declined when the member refuses the call
 * @param away when no terminal is on
 * @param failed when all terminals failed
 */
record VoicemailReasons(
    @Nullable Boolean noAnswer,
    @Nullable Boolean busy,
    @Nullable Boolean declined,
    @Nullable Boolean away,
    @Nullable Boolean failed) {

  static VoicemailReasons of(Set<VoicemailReason> off) {
    return new VoicemailReasons(
        !off.contains(VoicemailReason.NO_ANSWER),
        !off.contains(VoicemailReason.BUSY),
        !off.contains(VoicemailReason.DECLINED),
        !off.contains(VoicemailReason.AWAY),
        !off.contains(VoicemailReason.FAILED));
  }

  /** Those that are switched off after this change. */
  Set<VoicemailReason> off(Set<VoicemailReason> was) {
    Set<VoicemailReason> off = EnumSet.noneOf(VoicemailReason.class);
    off.addAll(was);
    apply(off, VoicemailReason.NO_ANSWER, noAnswer);
    apply(off, VoicemailReason.BUSY, busy);
    apply(off, VoicemailReason.DECLINED, declined);
    apply(off, VoicemailReason.AWAY, away);
    apply(off, VoicemailReason.FAILED, failed);
    return off;
  }

  private static void apply(
      Set<VoicemailReason> off, VoicemailReason reason, @Nullable Boolean wanted) {
    if (wanted != null) {
      if (wanted) {
        off.remove(reason);
      } else {
        off.add(reason);
      }
    }
  }
}
