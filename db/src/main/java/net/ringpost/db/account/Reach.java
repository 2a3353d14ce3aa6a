// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/** How callers reach a member. */
public enum Reach {
  /**
   * The server rings the member's terminals; nobody learns where they are before the member
   * answers.
   */
  RING,
  /** The server may also hand the terminals' addresses to a caller who asks for them. */
  HANDOVER
}
