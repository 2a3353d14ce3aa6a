// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.message;

/** The voice messages cannot be had; the message says why, for people. */
public final class MailboxException extends Exception {
  private static final long serialVersionUID = 1;

  MailboxException(String message) {
    super(message);
  }
}
