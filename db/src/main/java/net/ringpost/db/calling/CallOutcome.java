// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

/** What became of an attempt to call. */
public enum CallOutcome {
  /** Not decided yet: it rings, or the server ended before it was. */
  IN_PROGRESS,
  /** Somebody answered. */
  ANSWERED,
  /** It rang, and nobody did. */
  MISSED,
  /** The callee was talking. */
  BUSY,
  /** The callee refused. */
  DECLINED,
  /** The caller gave up. */
  CANCELLED,
  /** The callee had no terminal on. */
  NO_TERMINAL,
  /** The caller was told to call elsewhere; what became of that the server does not learn. */
  REDIRECTED,
  /** Something went wrong. */
  FAILED
}
