// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Programs that cannot sign in where SHA-256 is offered beside MD5.
 *
 * <p>DEVIATION RFC 8760 §2.4: it has a client pass over a challenge whose algorithm it does not
 * know; these give up at it, so they are shown MD5 alone. Whoever could forge the User-Agent could
 * strike the stronger challenge out of the answer as well.
 */
final class OldPhones {
  private static final List<Pattern> KNOWN =
      List.of(
          // Looks at the first challenge only; Debian's is built without SHA-256.
          Pattern.compile("sipsak .*"),
          // Ends with "Function not implemented" at any challenge that is not MD5, up to 3.11.
          Pattern.compile("baresip v([0-2]\\.|3\\.([0-9]|1[01])\\.).*"));

  private OldPhones() {}

  /**
   * Whether a client stumbles over a challenge with SHA-256.
   *
   * @param userAgent the value of its User-Agent
   */
  static boolean stumble(String userAgent) {
    return KNOWN.stream().anyMatch(known -> known.matcher(userAgent).matches());
  }
}
