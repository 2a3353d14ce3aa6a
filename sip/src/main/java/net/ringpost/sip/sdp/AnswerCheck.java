// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer is one to a given offer (RFC 3264 §6): as many m-lines in the same order, none
 * accepted that was refused, a format in common, and a DTLS role (RFC 5763 §5). What a session can
 * do without is not judged.
 */
public final class AnswerCheck {
  private AnswerCheck() {}

  /**
   * The first thing that is wrong with an answer, for a person to read; null if it fits. Formats
   * beyond the offered ones are allowed, as RFC 3264 §6.1 does.
   */
  public static @Nullable String problem(SessionDescription offer, SessionDescription answer) {
    List<MediaDescription> offered = offer.media();
    List<MediaDescription> answered = answer.media();
    // RFC 3264 §6: one m-line for each, also for those that are refused.
    if (answered.size() != offered.size()) {
      return "the answer has " + answered.size() + " m-lines, the offer " + offered.size();
    }
    for (int i = 0; i < offered.size(); i++) {
      String problem = problem(offered.get(i), answered.get(i), answer);
      if (problem != null) {
        return "m-line " + (i + 1) + " of the answer: " + problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(
      MediaDescription offered, MediaDescription answered, SessionDescription answer) {
    if (!offered.kind().equals(answered.kind())) {
      return "'" + answered.kind() + "' answers '" + offered.kind() + "'";
    }
    if (answered.refused()) {
      return null;
    }
    if (offered.refused()) {
      return "it was offered with port 0, and is accepted";
    }
    // RFC 5763 §5: the answerer chooses a role.
    if (answered.protocol().contains("TLS")
        && answer.setup(answered).equals(Optional.of(Setup.ACTPASS))) {
      return "a=setup:actpass chooses no role; an answer is active or passive";
    }
    return formats(offered, answered);
  }

  private static @Nullable String formats(MediaDescription offered, MediaDescription answered) {
    boolean common = false;
    for (String format : answered.formats()) {
      Optional<RtpMap> before = offered.codec(format);
      Optional<RtpMap> now = answered.codec(format);
      if (offered.formats().contains(format)) {
        common = true;
        if (before.isPresent() && now.isPresent() && !before.get().sameCodec(now.get())) {
          return "format " + format + " means another codec than in the offer";
        }
      } else if (now.isPresent() && offered.codecs().stream().anyMatch(now.get()::sameCodec)) {
        // RFC 3264 §6.1: the answerer may use another number for the same codec.
        common = true;
      }
    }
    return common ? null : "none of its formats was offered";
  }
}
