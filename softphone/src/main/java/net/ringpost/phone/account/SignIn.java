// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

/**
 * Who the telephone belongs to.
 *
 * @param id the member's ID or number
 * @param password in clear; kept in memory only
 * @param domain the domain of the member's address: the server's name or address as the member
 *     wrote it
 */
public record SignIn(String id, String password, String domain) {
  /** Without the password. */
  @Override
  public String toString() {
    return id + "@" + domain;
  }
}
