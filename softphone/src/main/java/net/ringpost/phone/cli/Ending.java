// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import net.ringpost.phone.call.Telephone;

/**
 * Says goodbye to server and peer when the process is told to end (SIGTERM, Ctrl-C), and then ends
 * it with status 0: that is how a headless telephone is switched off.
 */
final class Ending implements AutoCloseable {
  private final AtomicBoolean ordinary = new AtomicBoolean();

  private Ending(Telephone telephone) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("telephone-end").unstarted(() -> onSignal(telephone)));
  }

  /** Watches over this telephone until the end of the process. */
  static Ending of(Telephone telephone) {
    return new Ending(telephone);
  }

  /** The program ends by itself. */
  void begun() {
    ordinary.set(true);
  }

  private void onSignal(Telephone telephone) {
    if (!ordinary.get()) {
      telephone.close();
      Runtime.getRuntime().halt(0);
    }
  }

  /** The telephone is going to be closed by its owner. */
  @Override
  public void close() {
    ordinary.set(true);
  }
}
