// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

/** The server's site does not do what it is asked for; the message says why, for people. */
public final class SiteException extends Exception {
  private static final long serialVersionUID = 1;

  /** For this reason. */
  public SiteException(String message) {
    super(message);
  }
}
