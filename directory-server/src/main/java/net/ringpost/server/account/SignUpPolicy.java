// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

/** Who may sign up. */
public enum SignUpPolicy {
  /** Everybody. */
  OPEN,
  /** Who has an invitation of the operator's. */
  INVITE,
  /** Nobody: the operator brings members in. */
  CLOSED
}
