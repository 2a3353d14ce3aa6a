// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** What came out of received bytes. */
public sealed interface Parsed {
  /** A message whose structure is sound; {@link MessageCheck} looks at the values. */
  record Message(SipMessage message) implements Parsed {}

  /**
   * No acceptable message.
   *
   * @param offset where the error lies: in the received bytes for an error of structure, in the
   *     header's unfolded value for an error found by {@link MessageCheck}
   * @param reason what is wrong, as a phrase fit for a reason phrase
   * @param suggested what to answer
   * @param answerable the request as far as it could be read, fit for {@code SipResponse.to}; null
   *     if nothing may be answered (a response, an ACK, or too little to go by): drop it
   * @param connectionUsable on a stream, whether the next message can be found; if false, close
   *     after the answer
   */
  record Malformed(
      int offset,
      String reason,
      Status suggested,
      @Nullable SipRequest answerable,
      boolean connectionUsable)
      implements Parsed {}

  /** A keep-alive between messages (RFC 5626 §3.5.1, §4.4.1). */
  enum KeepAlive implements Parsed {
    /** CRLF CRLF: to be answered with {@link #PONG}. */
    PING,
    /** CRLF. */
    PONG
  }
}
