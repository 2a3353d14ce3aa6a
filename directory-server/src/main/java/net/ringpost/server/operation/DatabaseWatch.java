// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells the operator, in one line each, that the database is away and that it is back. */
final class DatabaseWatch {
  private static final int LOOK_SECONDS = 5;
  private static final System.Logger LOG = System.getLogger(DatabaseWatch.class.getName());

  private final BooleanSupplier answers;
  private boolean away;

  /**
   * @param answers whether the database answers now; may block for some seconds
   */
  DatabaseWatch(BooleanSupplier answers) {
    this.answers = answers;
  }

  /**
   * Looks every five seconds from now on.
   *
   * @param worker may block
   */
  void start(ScheduledExecutorService loop, Executor worker) {
    var unused =
        loop.scheduleWithFixedDelay(
            () -> lookBy(worker), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void lookBy(Executor worker) {
    try {
      worker.execute(this::look);
    } catch (RejectedExecutionException stillLookingOrEnding) {
      // The next time.
      return;
    }
  }

  /** Looks, and logs what has changed. Blocks. */
  synchronized void look() {
    boolean now = !answers.getAsBoolean();
    if (now && !away) {
      LOG.log(
          Level.WARNING,
          "The database does not answer: sign-up, registrations and messages wait for it; calls"
              + " between registered terminals go on.");
    } else if (!now && away) {
      LOG.log(Level.WARNING, "The database answers again.");
    }
    away = now;
  }
}
