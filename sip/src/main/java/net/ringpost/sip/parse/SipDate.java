// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.sip.message.MalformedException;

/**
 * The value of Date (RFC 3261 §20.17): an RFC 1123 date, in GMT and nothing else. Read are also a
 * date without its weekday, with a day of one digit, and other names of GMT: they leave no doubt.
 */
public final class SipDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter LENIENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.US).withZone(ZoneOffset.UTC);

  private static final Pattern PARTS =
      Pattern.compile("(?:[A-Za-z]+ *,? +)?(\\d.*\\d\\d:\\d\\d) *(\\S*)");

  private static final Set<String> GMT =
      Set.of("GMT", "UTC", "UT", "Z", "+0000", "-0000", "+00:00", "-00:00");

  private SipDate() {}

  /**
   * The instant that the value names.
   *
   * @throws MalformedException if it is no date in GMT
   */
  public static Instant parse(String value) {
    Matcher parts = PARTS.matcher(value);
    try {
      if (parts.matches() && GMT.contains(parts.group(2))) {
        return ZonedDateTime.parse(parts.group(1), LENIENT).toInstant();
      }
    } catch (DateTimeException e) {
      // No date: as below.
    }
    throw new MalformedException("Date", 0, "no RFC 1123 date in GMT");
  }

  /** The value that names this instant, to the second. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  /**
   * Refuses a date of another time zone, which everybody on the way would take for another instant
   * (RFC 4475 §3.1.2.12). What is no date at all misleads nobody.
   */
  static void check(String value) {
    Matcher parts = PARTS.matcher(value);
    if (parts.matches() && !parts.group(2).isEmpty() && !GMT.contains(parts.group(2))) {
      throw new MalformedException("Date", 0, "no RFC 1123 date in GMT");
    }
  }
}
