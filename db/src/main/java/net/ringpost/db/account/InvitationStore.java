// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The invitations. Blocks; throws {@link net.ringpost.db.StoreUnavailableException} while the
 * database is away.
 */
public interface InvitationStore {
  /**
   * Makes one.
   *
   * @param uses how many may sign up with it, from 1 on
   * @param valid how long it may be used; null for ever
   * @return the code, which cannot be read again
   */
  String make(int uses, @Nullable Duration valid);

  /** Those that can still be used, oldest first. */
  List<Invitation> list();

  /**
   * Ends one.
   *
   * @param code the code, or its beginning as {@link Invitation#beginning} has it
   * @return how many were ended
   */
  int revoke(String code);
}
