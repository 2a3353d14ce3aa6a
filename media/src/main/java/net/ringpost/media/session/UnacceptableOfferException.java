// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

/**
 * A description that we cannot agree to (in SIP: 488 Not Acceptable Here). The message says why.
 */
public final class UnacceptableOfferException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason for a person to read; it goes into the Warning header
   */
  public UnacceptableOfferException(String reason) {
    super(reason);
  }
}
