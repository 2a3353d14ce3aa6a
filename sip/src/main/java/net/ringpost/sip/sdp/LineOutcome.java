// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;

/** What becomes of one offered stream. */
public sealed interface LineOutcome {
  /** The stream as it was offered. */
  MediaDescription offered();

  /**
   * We take it.
   *
   * @param offered as it was
   * @param formats those in common, in the offerer's order and with its payload types (RFC 3264
   *     §6.1)
   * @param direction to be answered, seen from us
   */
  record Accepted(MediaDescription offered, List<RtpMap> formats, Direction direction)
      implements LineOutcome {
    /** Copies the list. */
    public Accepted {
      formats = List.copyOf(formats);
    }
  }

  /**
   * We refuse it.
   *
   * @param offered as it was
   * @param reason for a person to read
   */
  record Refused(MediaDescription offered, String reason) implements LineOutcome {
    /** The line that says so: port 0, otherwise as offered (RFC 3264 §6). */
    public MediaDescription answer() {
      MediaDescription bare =
          MediaDescription.of(offered.kind(), 0, offered.protocol(), offered.formats());
      return offered.mid().map(mid -> bare.with(new Attribute("mid", mid))).orElse(bare);
    }
  }
}
