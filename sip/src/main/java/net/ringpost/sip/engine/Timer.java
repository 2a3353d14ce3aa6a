// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.function.LongConsumer;

/**
 * A deadline of the transaction user's own, kept by the engine; see {@link Engine#alarm}. It rings
 * once each time it is set.
 */
public final class Timer extends QueuedTimer {
  private final LongConsumer action;

  Timer(LongConsumer action) {
    this.action = action;
  }

  @Override
  void onDue(long now) {
    action.accept(now);
  }
}
