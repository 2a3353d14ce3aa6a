// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

/**
 * A change to what is registered. {@code terminal} tells a terminal from the member's others: the
 * caller's choice, of any length.
 */
public sealed interface BindingChange {
  /** A terminal is there, or what is known of it has changed. */
  record Put(String terminal, BindingRow row) implements BindingChange {}

  /** A terminal is gone. */
  record Remove(long accountKey, String terminal) implements BindingChange {}
}
