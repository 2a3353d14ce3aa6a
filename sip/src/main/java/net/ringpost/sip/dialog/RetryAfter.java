// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Retry-After (RFC 3261 §20.33), as far as it is heeded. */
final class RetryAfter {
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /**
   * What a response asks to wait, in nanoseconds; 0 if nothing, at most {@link
   * RegistrationSettings#LONGEST_WAIT}.
   */
  static long nanos(SipResponse response) {
    @Nullable String value = response.headers().first(HeaderName.RETRY_AFTER);
    return value == null
        ? 0
        : Math.min(seconds(value, 0) * SECOND, RegistrationSettings.LONGEST_WAIT);
  }

  /** The number at the start of the text; a comment or parameters may follow it. */
  static long seconds(String text, long otherwise) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == 0) {
      return otherwise;
    }
    return Long.parseLong(end > MOST_DIGITS ? "9".repeat(MOST_DIGITS) : text.substring(0, end));
  }
}
