// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.List;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.codec.VideoFormatChoice;
import net.ringpost.media.codec.VideoFormatChoice.KeyRequest;
import org.jspecify.annotations.Nullable;

/** Which format a call's pictures have: VP8 (RFC 7741 §6.2.1) or none. */
final class VideoFormats {
  private static final int PAYLOAD_TYPE = 96;
  private static final String VP8 = "VP8";
  private static final String PLI = "nack pli";
  private static final String FIR = "ccm fir";

  private VideoFormats() {}

  /** What we offer. */
  static List<Format> offered() {
    return List.of(new Format(PAYLOAD_TYPE, VP8, EncodedFrame.CLOCK_RATE, 1, 0, List.of(PLI, FIR)));
  }

  /** What we answer, with the peer's payload type and its feedback that we know; null: nothing. */
  static @Nullable Format answered(List<Format> offered) {
    return offered.stream()
        .filter(VideoFormats::isVp8)
        .findFirst()
        .map(
            f ->
                new Format(
                    f.payloadType(),
                    f.name(),
                    f.clockRate(),
                    f.channels(),
                    0,
                    f.feedback().stream().filter(fb -> fb.equals(PLI) || fb.equals(FIR)).toList()))
        .orElse(null);
  }

  private static boolean isVp8(Format format) {
    return format.name().equalsIgnoreCase(VP8) && format.clockRate() == EncodedFrame.CLOCK_RATE;
  }

  /**
   * What both sides use after an offer and its answer; null when they have nothing in common.
   *
   * @param ours as in our description
   * @param theirs as in the peer's
   */
  static @Nullable VideoFormatChoice agreed(List<Format> ours, List<Format> theirs) {
    Format own = answered(ours);
    Format other = answered(theirs);
    return own == null || other == null
        ? null
        : new VideoFormatChoice(other.payloadType(), own.payloadType(), asking(other));
  }

  /**
   * DEVIATION RFC 4585 §4.2: who has agreed to no feedback is asked by PLI all the same; many
   * telephones understand it, the others pass over it (RFC 3550 §6.1), and without any keyframe
   * there is nothing to see.
   */
  private static KeyRequest asking(Format other) {
    List<String> feedback = other.feedback();
    return feedback.contains(FIR) && !feedback.contains(PLI) ? KeyRequest.FIR : KeyRequest.PLI;
  }
}
