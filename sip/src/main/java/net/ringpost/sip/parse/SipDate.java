// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.ringpost.sip.message.MalformedException;

/** The value of Date (RFC 3261 §20.17): an RFC 1123 date, in GMT and nothing else. */
public final class SipDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private SipDate() {}

  /**
   * The instant that the value names.
   *
   * @throws MalformedException if it is no date in GMT
   */
  public static Instant parse(String value) {
    try {
      return ZonedDateTime.parse(value, FORMAT).toInstant();
    } catch (DateTimeException e) {
      throw new MalformedException("Date", 0, "no RFC 1123 date in GMT");
    }
  }

  /** The value that names this instant, to the second. */
  public static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  static void check(String value) {
    parse(value);
  }
}
