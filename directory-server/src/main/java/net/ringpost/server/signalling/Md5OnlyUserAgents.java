// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.regex.Pattern;

/**
 * Programs that cannot sign in where SHA-256 is offered beside MD5.
 *
 * <p>DEVIATION RFC 8760 §2.4: it has a client pass over a challenge whose algorithm it does not
 * know; these give up at it, so they are shown MD5 alone. Whoever could forge the User-Agent could
 * strike the stronger challenge out of the answer as well.
 */
final class Md5OnlyUserAgents {
  /** Looks at the first challenge only; Debian's is built without SHA-256. */
  private static final String SIPSAK = "sipsak ";

  private static final String BARESIP = "baresip v";

  /** Ends with "Function not implemented" at any challenge that is not MD5, up to 3.11. */
  private static final Pattern OLD_BARESIP =
      Pattern.compile(BARESIP + "([0-2]\\.|3\\.([0-9]|1[01])\\.).*");

  private Md5OnlyUserAgents() {}

  /**
   * Whether a client stumbles over a challenge with SHA-256.
   *
   * @param userAgent the value of its User-Agent
   */
  static boolean stumble(String userAgent) {
    return userAgent.startsWith(SIPSAK)
        || (userAgent.startsWith(BARESIP) && OLD_BARESIP.matcher(userAgent).matches());
  }
}
