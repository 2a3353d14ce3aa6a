// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The call history. Blocks; throws {@link net.ringpost.db.StoreUnavailableException} while the
 * database is away.
 */
public interface CallHistoryStore {
  /**
   * Writes rows, each new or replacing the one with its key. When this fails, some of them may be
   * written: all can be written again.
   */
  void write(List<CallRow> rows);

  /**
   * Notes when calls ended; those that failed become {@link CallOutcome#FAILED}. Those whose end is
   * known already, or that are not in the history, stay as they are.
   *
   * @param ends by the calls' keys
   */
  void end(Map<UUID, CallEndRow> ends);

  /**
   * Notes what else became of calls that are decided. Those that are not in the history stay out.
   *
   * @param statuses by the calls' keys, such as {@link CallRow#MESSAGE_KEPT}
   */
  void status(Map<UUID, Integer> statuses);

  /**
   * Calls that were not decided when a server ended will not be: they become {@link
   * CallOutcome#MISSED}. Looks at the last hour in which there were calls, since no call rings for
   * so long. Keys must be ordered by time.
   *
   * @param before only those that began before, in milliseconds since 1970: later ones are decided
   *     by a server that runs
   * @return how many
   */
  int missUndecided(long before);

  /**
   * A member's calls, in and out, newest first.
   *
   * @param before only those that started before, in milliseconds since 1970
   * @param limit 1 to 1000
   */
  List<CallRow> page(long accountKey, long before, int limit);
}
