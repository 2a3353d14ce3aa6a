// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/**
 * The value of CSeq (RFC 3261 §20.16).
 *
 * @param number 0 to 2³¹−1
 */
public record CSeq(long number, Method method) {
  /** The greatest sequence number: RFC 3261 §8.1.1.5 wants it below 2³¹. */
  public static final long MAX = 0x7fff_ffffL;

  /**
   * Reads the value.
   *
   * @throws MalformedException if it is not {@code 1*DIGIT LWS Method}, or the number too great
   */
  public static CSeq parse(String value) {
    return scan(new TextScanner("CSeq", value));
  }

  static CSeq scan(TextScanner in) {
    long number = in.number("sequence number", MAX);
    if (!Grammar.isBlank(in.peek())) {
      throw in.error("space expected after the sequence number");
    }
    in.blanks();
    Method method = in.method();
    in.end();
    return new CSeq(number, method);
  }

  /** As written in a message. */
  @Override
  public String toString() {
    return number + " " + method.token();
  }
}
