// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.SipMessage;

/**
 * What a message carries; nothing in this package looks into it.
 *
 * @param contentType such as {@code application/sdp}; empty if there is no body
 * @param bytes must not be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are handed on, never compared
public record Body(String contentType, byte[] bytes) {
  /** No body. */
  public static final Body NONE = new Body("", new byte[0]);

  /** A session description (RFC 4566). */
  public static Body sdp(byte[] bytes) {
    return new Body("application/sdp", bytes);
  }

  /** What the message carries; {@link #NONE} if nothing. */
  public static Body of(SipMessage message) {
    String type = message.contentType();
    byte[] bytes = message.body();
    return bytes.length == 0 || type == null ? NONE : new Body(type, bytes);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The message with this body, or as it is if there is none. */
  SipMessage on(SipMessage message) {
    return isEmpty() ? message : message.withBody(contentType, bytes);
  }
}
