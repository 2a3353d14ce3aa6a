// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/** What reading a description gives. */
public sealed interface SdpResult {
  /** It is one. */
  record Description(SessionDescription session) implements SdpResult {}

  /**
   * It is none.
   *
   * @param line the number of the line that is wrong, from 1 on
   * @param reason for a person to read
   */
  record Invalid(int line, String reason) implements SdpResult {}
}
