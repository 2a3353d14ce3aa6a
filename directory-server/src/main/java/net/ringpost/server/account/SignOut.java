// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

/** Ends what a member's telephones have going on, so that each has to prove anew who it is. */
@FunctionalInterface
public interface SignOut {
  /**
   * Ends registrations and subscriptions everywhere. Blocks until that is stored; if it cannot be
   * stored yet, it has ended all the same.
   *
   * @param account the member's account key
   */
  void everywhere(long account);
}
