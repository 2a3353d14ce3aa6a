// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

/** What became of an attempt to call. */
public enum CallOutcome {
  /** Not decided yet: it rings. If the server ends before it is, the next start makes it missed. */
  IN_PROGRESS,
  /** Somebody answered. */
  ANSWERED,
  /** It rang, and nobody did, or the server ended meanwhile. */
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
  /** Something went wrong: before it was answered, or so that no sound could cross. */
  FAILED
}
