// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.Locale;
import java.util.regex.Pattern;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/** What a person dials, as an address. */
final class DialledAddress {
  /** What people write between the digits of a number. */
  private static final Pattern BETWEEN = Pattern.compile("[-. ()]");

  private DialledAddress() {}

  /** Whether two names or numbers are the same for a server, as they are usually written. */
  static boolean isSame(@Nullable String one, String other) {
    return one != null && !one.isEmpty() && plain(one).equalsIgnoreCase(plain(other));
  }

  private static String plain(String name) {
    String digits = BETWEEN.matcher(name).replaceAll("");
    return digits.matches("\\+?[0-9]+") ? digits : name;
  }

  /**
   * A number or ID of our server's, {@code NAME@SERVER}, or a SIP address.
   *
   * @throws net.ringpost.sip.message.MalformedException if it is none
   */
  static SipUri target(String text, String domain) {
    String wanted = text.strip();
    String lower = wanted.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sip:") || lower.startsWith("sips:")) {
      return SipUri.parse(wanted);
    }
    if (lower.startsWith("tel:")) {
      return SipUri.of(false, wanted.substring(4), domain, -1);
    }
    int at = wanted.lastIndexOf('@');
    return at < 0
        ? SipUri.of(false, wanted, domain, -1)
        : SipUri.parse(
            "sip:"
                + SipUri.of(false, wanted.substring(0, at), "x", -1).rawUser()
                + "@"
                + wanted.substring(at + 1));
  }
}
