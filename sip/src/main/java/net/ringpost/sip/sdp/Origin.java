// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.math.BigInteger;

/**
 * The {@code o=} line, RFC 8866 §5.2.
 *
 * @param user {@code -} when there is none
 * @param sessionId digits, kept as text since senders exceed 64 bits
 * @param version digits; one more for each changed description of the same session (RFC 3264 §8)
 * @param address of the machine that made it
 */
public record Origin(String user, String sessionId, String version, ConnectionData address) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the user is no word, or one of the numbers none
   */
  public Origin {
    SdpText.word(user, "the origin's user");
    if (!digits(sessionId) || !digits(version)) {
      throw new IllegalArgumentException("session id and version must be numbers");
    }
  }

  /**
   * Reads what stands after {@code o=}.
   *
   * @throws IllegalArgumentException with the reason, if it is no origin
   */
  static Origin parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 6 || !words[3].equals("IN")) {
      throw new IllegalArgumentException(
          "an origin reads 'USER SESSION VERSION IN IP4|IP6 ADDRESS'");
    }
    return new Origin(words[0], words[1], words[2], ConnectionData.of(words[4], words[5]));
  }

  private static boolean digits(String text) {
    return !text.isEmpty()
        && text.length() <= 40
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** For the next, changed description of the same session. */
  public Origin next() {
    return new Origin(
        user, sessionId, new BigInteger(version).add(BigInteger.ONE).toString(), address);
  }

  /** As it stands after {@code o=}. */
  @Override
  public String toString() {
    return user + " " + sessionId + " " + version + " " + address;
  }
}
