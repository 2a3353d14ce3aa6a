// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import java.time.Instant;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.calling.CallHistoryStore;

/**
 * The calls that rang when the server before this one ended. Nobody decides them any more: they
 * count as missed, or those who were called would never be told of them.
 */
public final class UndecidedCallRecovery {
  private final CallHistoryStore store;
  private final Instant start;

  /**
   * In this store.
   *
   * @param start before the first call of this server
   */
  public UndecidedCallRecovery(CallHistoryStore store, Instant start) {
    this.store = store;
    this.start = start;
  }

  /** Makes them missed. Blocks, while new calls may begin. */
  public void miss() {
    try {
      int unused = store.missUndecided(start.toEpochMilli());
    } catch (StoreUnavailableException | StoreException e) {
      System.getLogger(UndecidedCallRecovery.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Calls that rang when the server ended stay undecided in the history: {0}",
              e.getMessage());
    }
  }
}
