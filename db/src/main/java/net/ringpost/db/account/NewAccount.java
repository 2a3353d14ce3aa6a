// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/**
 * Somebody who signs up.
 *
 * @param id the wanted ID
 * @param password in clear; only digests made of it are kept
 * @param number the wanted number; empty for the next free one of the plan
 * @param displayName may be empty
 */
public record NewAccount(String id, String password, String number, String displayName) {
  /** Without the password. */
  @Override
  public String toString() {
    return "NewAccount[" + id + ", " + number + ", " + displayName + "]";
  }
}
