// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/** Chooses what the caller is told when all branches have ended (RFC 3261 §16.7 steps 6 and 7). */
final class BestResponse {
  private BestResponse() {}

  /** The conclusion from these ends; none at all means that there was nobody to ask. */
  static FinalResponse of(List<BranchEnd> ends) {
    BranchEnd best = null;
    for (BranchEnd e : ends) {
      if (best == null || rank(e.code()) < rank(best.code())) {
        best = e;
      }
    }
    return best == null
        ? new FinalResponse.Local(Status.TEMPORARILY_UNAVAILABLE)
        : told(best, ends);
  }

  private static FinalResponse told(BranchEnd best, List<BranchEnd> ends) {
    return switch (best) {
      case BranchEnd.Accepted a -> throw new IllegalStateException("forwarded already");
      case BranchEnd.TimedOut t -> new FinalResponse.Local(Status.REQUEST_TIMEOUT);
      // Terminals that are gone are for the caller a member who is away.
      case BranchEnd.Unreachable u -> new FinalResponse.Local(Status.TEMPORARILY_UNAVAILABLE);
      case BranchEnd.Answered a -> told(a.response(), best, ends);
    };
  }

  private static FinalResponse told(SipResponse response, BranchEnd best, List<BranchEnd> ends) {
    return switch (response.code()) {
      // Step 6: 503 would keep the caller from us, not from the branch.
      case 503 -> new FinalResponse.Local(Status.SERVER_INTERNAL_ERROR);
      // RFC 5626 §11.5: 430 is a word between proxies.
      case 430 -> new FinalResponse.Local(Status.TEMPORARILY_UNAVAILABLE);
      case 401, 407 -> new FinalResponse.Relay(withAllChallenges(response, best, ends));
      default -> new FinalResponse.Relay(response);
    };
  }

  /** Step 7: the caller can answer all challenges at once. */
  private static SipResponse withAllChallenges(
      SipResponse response, BranchEnd best, List<BranchEnd> ends) {
    HeaderEditor edit = response.headers().edit();
    for (BranchEnd e : ends) {
      if (e != best && e instanceof BranchEnd.Answered a && isChallenge(a.response())) {
        copy(a.response(), HeaderName.WWW_AUTHENTICATE, edit);
        copy(a.response(), HeaderName.PROXY_AUTHENTICATE, edit);
      }
    }
    return response.withHeaders(edit.build());
  }

  private static boolean isChallenge(SipResponse r) {
    return r.code() == 401 || r.code() == 407;
  }

  private static void copy(SipResponse from, HeaderName name, HeaderEditor to) {
    for (HeaderField f : from.headers().all(name)) {
      to.append(f);
    }
  }

  /** Lower is better: 6xx, then by class; in 4xx first what tells the caller how to do better. */
  private static int rank(int code) {
    return switch (code / 100) {
      case 6 -> 0;
      case 3 -> 100;
      case 4 -> 200 + rankIn4xx(code);
      default -> code == 503 ? 301 : 300;
    };
  }

  private static int rankIn4xx(int code) {
    return switch (code) {
      case 401, 407 -> 0;
      case 415, 420, 484 -> 1;
      case 486 -> 2;
      // A terminal that does not know the number says less than one that is merely away.
      case 480 -> 4;
      case 404, 410 -> 5;
      case 408 -> 6;
      case 481, 487 -> 7;
      case 430 -> 8;
      default -> 3;
    };
  }
}
