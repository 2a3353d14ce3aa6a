// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

/** A challenge or credentials that cannot be read. Carries no stack trace: it comes from peers. */
public final class DigestSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where in the header's value, from 0 on
   * @param reason for a person to read
   */
  public DigestSyntaxException(int offset, String reason) {
    super(reason, null, false, false);
    this.offset = offset;
  }

  /** Where in the header's value the error was noticed, from 0 on. */
  public int offset() {
    return offset;
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
