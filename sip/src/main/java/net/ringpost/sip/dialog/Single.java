// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.function.ObjLongConsumer;
import net.ringpost.sip.message.SipResponse;

/** A request of which only the outcome matters. */
record Single(ObjLongConsumer<Outcome> whenDone) implements Exchange.Owner {
  @Override
  public void onResponse(SipResponse response, long now) {
    if (response.status().isFinal()) {
      whenDone.accept(new Outcome.Answered(response), now);
    }
  }

  @Override
  public void onTimeout(long now) {
    whenDone.accept(new Outcome.TimedOut(), now);
  }

  @Override
  public void onUnreachable(String reason, long now) {
    whenDone.accept(new Outcome.Unreachable(reason), now);
  }
}
