// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import net.ringpost.db.account.Member;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Finds out which member a request is from. */
interface RequestAuthenticator {
  /** What it says. */
  sealed interface Verdict {}

  /** The request is this member's. */
  record Admitted(Member member) implements Verdict {}

  /** It is not, or not yet: this is to be answered. */
  record Rejected(SipResponse answer) implements Verdict {}

  /** Is given the verdict. */
  interface Then {
    void judged(Verdict verdict);
  }

  /** As whom the server challenges (RFC 3261 §22.1). */
  enum Asking {
    /** The registrar: 401. */
    REGISTRAR,
    /** The proxy: 407. */
    PROXY
  }

  /** The challenge for a request that bears no proof at all; null if it bears one. */
  @Nullable SipResponse challenge(SipRequest request, Flow source, Asking as);

  /** Whether the request bears an answer to a challenge of ours, right or wrong. */
  boolean answersChallenge(SipRequest request);

  /** Judges a request; {@code then} is called on the loop, now or later. */
  void judge(SipRequest request, Flow source, Asking as, long now, Then then);
}
