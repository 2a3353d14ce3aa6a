// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

/** The telephone cannot work; the message is one sentence for people: what is wrong, what to do. */
public final class TelephoneException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public TelephoneException(String message) {
    super(message);
  }

  /** With a sentence for people and what lies behind it. */
  public TelephoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
