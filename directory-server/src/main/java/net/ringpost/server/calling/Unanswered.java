// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import net.ringpost.sip.message.Status;

/** Why nobody talks to a caller. */
public enum Unanswered {
  /** A terminal rang, and nobody came. */
  NO_ANSWER,
  /** The member is on the telephone. */
  BUSY,
  /** The member does not want to. */
  DECLINED,
  /** The member has no terminal on, or none that can be reached. */
  AWAY,
  /** The terminals could not take the call. */
  FAILED;

  /** What a status that ends a call means. */
  public static Unanswered of(Status status) {
    return switch (status.code()) {
      case 408 -> NO_ANSWER;
      case 486, 600 -> BUSY;
      case 603 -> DECLINED;
      case 404, 410, 430, 480 -> AWAY;
      default -> FAILED;
    };
  }
}
