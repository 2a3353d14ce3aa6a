// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Locale;
import java.util.Set;

/**
 * A codec that somebody has, whatever number stands for it.
 *
 * @param encoding the name of RFC 3551 or its registration; compared without regard to case
 * @param clockRate in Hz
 * @param channels 1 or more
 */
public record Codec(String encoding, int clockRate, int channels) {
  private static final Set<String> SERVANTS =
      Set.of("telephone-event", "cn", "red", "ulpfec", "flexfec-03", "rtx");

  /** A codec with one channel. */
  public static Codec of(String encoding, int clockRate) {
    return new Codec(encoding, clockRate, 1);
  }

  /** Whether a payload type means this codec. */
  public boolean is(RtpMap map) {
    return encoding.equalsIgnoreCase(map.encoding())
        && clockRate == map.clockRate()
        && channels == map.channels();
  }

  /** Whether it only serves another one: a stream with nothing else carries no sound or picture. */
  static boolean servant(RtpMap map) {
    return SERVANTS.contains(map.encoding().toLowerCase(Locale.ROOT));
  }
}
