// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * What a receiver of Opus wishes, in {@code a=fmtp}: RFC 7587 §6.1. Unreadable and missing ones
 * have the value that holds when nothing is said.
 *
 * @param maxPlaybackRate Hz, 8000 to 48000; 48000 if not told
 * @param maxAverageBitrate bits per second, 6000 to 510000; 0 if not told
 * @param stereo whether stereo is wanted
 * @param cbr whether a constant bitrate is wanted
 * @param useInbandFec whether forward error correction is of use
 * @param useDtx whether silence may be left out
 */
public record OpusParameters(
    int maxPlaybackRate,
    int maxAverageBitrate,
    boolean stereo,
    boolean cbr,
    boolean useInbandFec,
    boolean useDtx) {
  private static final int FULL_BAND = 48_000;

  /**
   * Reads the parameters of a format ({@link MediaDescription#fmtp}); unknown ones don't matter.
   */
  public static OpusParameters parse(String fmtp) {
    FormatParameters found = new FormatParameters(fmtp);
    return new OpusParameters(
        found.number("maxplaybackrate", 8000, FULL_BAND, FULL_BAND),
        found.number("maxaveragebitrate", 6000, 510_000, 0),
        found.flag("stereo"),
        found.flag("cbr"),
        found.flag("useinbandfec"),
        found.flag("usedtx"));
  }

  /** As it stands after the payload type; empty where nothing differs from what holds anyway. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (maxPlaybackRate != FULL_BAND) {
      parts.add("maxplaybackrate=" + maxPlaybackRate);
    }
    if (maxAverageBitrate != 0) {
      parts.add("maxaveragebitrate=" + maxAverageBitrate);
    }
    if (stereo) {
      parts.add("stereo=1");
    }
    if (cbr) {
      parts.add("cbr=1");
    }
    if (useInbandFec) {
      parts.add("useinbandfec=1");
    }
    if (useDtx) {
      parts.add("usedtx=1");
    }
    return String.join(";", parts);
  }
}
