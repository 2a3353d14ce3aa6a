// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import java.util.List;

/**
 * The call history. Blocks; throws {@link net.ringpost.db.StoreUnavailableException} while the
 * database is away.
 */
public interface CallHistoryStore {
  /** Writes rows, each new or replacing the one with its key, in one transaction. */
  void write(List<CallRow> rows);

  /**
   * A member's calls, in and out, newest first.
   *
   * @param before only those that started before, in milliseconds since 1970
   * @param limit 1 to 1000
   */
  List<CallRow> page(long accountKey, long before, int limit);
}
