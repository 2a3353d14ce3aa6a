// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import java.util.List;
import java.util.function.Consumer;

/**
 * The terminals on record. Blocks; throws {@link net.ringpost.db.StoreUnavailableException} while
 * the database is away.
 */
public interface BindingStore {
  /**
   * Makes all changes in one transaction, in order; when it returns they survive the sudden end of
   * every process.
   */
  void apply(List<BindingChange> changes);

  /** Tells every terminal on record, expired ones too. The consumer must not use the database. */
  void loadAll(Consumer<BindingRow> consumer);

  /** Forgets terminals that expired before {@code before}, in milliseconds since 1970; how many. */
  int removeExpired(long before);
}
