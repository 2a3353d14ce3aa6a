// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/**
 * A header value or URI does not follow its grammar. Thrown when a value is decoded on request; a
 * message that passed {@code MessageCheck} does not throw it for the headers checked there.
 */
public final class MalformedException extends RuntimeException {
  private final String header;
  private final int offset;
  private final String reason;

  /**
   * @param header what was being read: a header's name, or {@code "URI"}
   * @param offset where in the unfolded value the error lies, from 0, in bytes of its UTF-8
   * @param reason what is wrong, as a phrase without a full stop
   */
  public MalformedException(String header, int offset, String reason) {
    // Hostile traffic reaches this: no stack trace is filled in.
    super(header + ": " + reason + " (at " + offset + ")", null, false, false);
    this.header = header;
    this.offset = offset;
    this.reason = reason;
  }

  /** What was being read: a header's name, or {@code "URI"}. */
  public String header() {
    return header;
  }

  /** Where in the unfolded value the error lies, from 0, in bytes of its UTF-8. */
  public int offset() {
    return offset;
  }

  /** What is wrong, as a phrase. */
  public String reason() {
    return reason;
  }
}
