// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.function.ObjLongConsumer;
import net.ringpost.sip.message.SipResponse;

/** A request of which only the outcome matters. */
record OneShotRequest(ObjLongConsumer<RequestOutcome> whenDone)
    implements AuthenticatedRequest.Owner {
  @Override
  public void onResponse(SipResponse response, long now) {
    if (response.status().isFinal()) {
      whenDone.accept(new RequestOutcome.Answered(response), now);
    }
  }

  @Override
  public void onTimeout(long now) {
    whenDone.accept(new RequestOutcome.TimedOut(), now);
  }

  @Override
  public void onUnreachable(String reason, long now) {
    whenDone.accept(new RequestOutcome.Unreachable(reason), now);
  }
}
