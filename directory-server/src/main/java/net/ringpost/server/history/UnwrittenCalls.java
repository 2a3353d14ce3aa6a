// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import net.ringpost.db.account.Account;
import net.ringpost.db.calling.CallEndRow;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.server.history.HistoryWriting.Unwritten;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** What the database does not know of the calls yet. Not safe for several threads. */
final class UnwrittenCalls {
  /** How long a stored address can be. */
  private static final int MOST_CHARACTERS = 512;

  private final int mostKept;

  /** Attempts that are neither decided nor stored yet: those since the last tick. */
  private Map<UUID, CallRow> begun = new LinkedHashMap<>();

  /** The same, of those before the last tick. */
  private Map<UUID, CallRow> begunBefore = new LinkedHashMap<>();

  /** Attempts that are not decided yet and stored as such. */
  private final Map<UUID, CallRow> inProgress = new HashMap<>();

  private Map<UUID, CallRow> rows = new LinkedHashMap<>();
  private Map<UUID, CallEndRow> ends = new LinkedHashMap<>();

  /** What voice mail made of calls that are stored. */
  private Map<UUID, Integer> statuses = new LinkedHashMap<>();

  /**
   * None.
   *
   * @param mostKept how many rows, and changes of each kind, are kept when they cannot be written
   */
  UnwrittenCalls(int mostKept) {
    this.mostKept = mostKept;
  }

  void began(CallLog.Attempt a) {
    Account caller = a.caller();
    Account callee = a.callee();
    CallRow row =
        new CallRow(
            a.call(),
            caller == null ? null : caller.key(),
            clipped(a.callerAddress()),
            caller == null ? "" : caller.displayName(),
            callee == null ? null : callee.key(),
            callee == null ? clipped(a.dialled()) : callee.number(),
            callee == null ? "" : callee.displayName(),
            a.at().toEpochMilli(),
            null,
            null,
            CallOutcome.IN_PROGRESS,
            0);
    begun.put(a.call(), row);
  }

  private static String clipped(String address) {
    return address.length() <= MOST_CHARACTERS ? address : address.substring(0, MOST_CHARACTERS);
  }

  void decided(UUID call, Instant at, Status outcome) {
    CallRow began = begun.remove(call);
    if (began == null) {
      began = begunBefore.remove(call);
    }
    if (began == null) {
      began = inProgress.remove(call);
    }
    if (began != null) { // else decided before: a second terminal's 200
      rows.put(call, decided(began, at.toEpochMilli(), outcome));
    }
  }

  private static CallRow decided(CallRow r, long at, Status status) {
    boolean answered = status.isSuccess();
    return new CallRow(
        r.key(),
        r.callerKey(),
        r.callerAddress(),
        r.callerName(),
        r.calleeKey(),
        r.calleeAddress(),
        r.calleeName(),
        r.startedAt(),
        answered ? at : null,
        answered ? null : at,
        outcome(status, r.calleeKey()),
        status.code());
  }

  /** What a status means to people. */
  private static CallOutcome outcome(Status status, @Nullable Long callee) {
    return switch (status.code()) {
      case 486, 600 -> CallOutcome.BUSY;
      case 603 -> CallOutcome.DECLINED;
      case 487 -> CallOutcome.CANCELLED;
      case 408 -> CallOutcome.MISSED;
      case 480 -> CallOutcome.NO_TERMINAL;
      case 300, 301, 302, 305, 380 -> CallOutcome.REDIRECTED;
      default -> status.isSuccess() && callee != null ? CallOutcome.ANSWERED : CallOutcome.FAILED;
    };
  }

  void ended(UUID call, Instant at, @Nullable Status failure) {
    CallEndRow end = new CallEndRow(at.toEpochMilli(), failure == null ? 0 : failure.code());
    CallRow waiting = rows.get(call);
    if (waiting == null) {
      ends.put(call, end);
    } else {
      rows.put(call, waiting.ended(end));
    }
  }

  void voicemail(UUID call, boolean kept) {
    int status = kept ? CallRow.MESSAGE_KEPT : CallRow.NO_MESSAGE;
    CallRow waiting = rows.get(call);
    if (waiting == null) {
      statuses.put(call, status);
    } else {
      rows.put(call, waiting.withStatus(status));
    }
  }

  /** A tick: what had begun before the last one is to be written, decided or not. */
  void tick() {
    rows.putAll(begunBefore);
    inProgress.putAll(begunBefore);
    begunBefore = begun;
    begun = new LinkedHashMap<>();
  }

  Unwritten left() {
    if (!rows.isEmpty() || !ends.isEmpty() || !statuses.isEmpty()) {
      return Unwritten.ROWS;
    }
    return begun.isEmpty() && begunBefore.isEmpty() ? Unwritten.NOTHING : Unwritten.BEGUN;
  }

  /** Takes all rows that can be written. */
  HistoryBatch take() {
    HistoryBatch batch = new HistoryBatch(rows, ends, statuses);
    rows = new LinkedHashMap<>();
    ends = new LinkedHashMap<>();
    statuses = new LinkedHashMap<>();
    return batch;
  }

  /**
   * Keeps what could not be written for later, the latest of it. What happened since counts. What
   * is written twice is written once.
   */
  void putBack(HistoryBatch batch) {
    rows = merged(batch.rows(), rows);
    ends = merged(batch.ends(), ends);
    statuses = merged(batch.statuses(), statuses);
  }

  private <V> Map<UUID, V> merged(Map<UUID, V> before, Map<UUID, V> since) {
    Map<UUID, V> all = new LinkedHashMap<>(before);
    all.putAll(since);
    Iterator<UUID> oldest = all.keySet().iterator();
    while (all.size() > mostKept) {
      oldest.next();
      oldest.remove();
    }
    return all;
  }
}
