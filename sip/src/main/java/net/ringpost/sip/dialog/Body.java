// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.BodyHandling;
import net.ringpost.sip.message.SipMessage;

/**
 * What a message carries; nothing in this package looks into a description.
 *
 * @param contentType such as {@code application/sdp}; empty if there is no body
 * @param bytes must not be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are handed on, never compared
public record Body(String contentType, byte[] bytes) {
  /** No body. */
  public static final Body NONE = new Body("", new byte[0]);

  /** The type of a session description (RFC 8866). */
  static final String SDP = "application/sdp";

  /** A session description. */
  public static Body sdp(byte[] bytes) {
    return new Body(SDP, bytes);
  }

  /**
   * The session description that a message carries, alone or among others (RFC 5621 §4); {@link
   * #NONE} if it carries none.
   */
  public static Body session(SipMessage message) {
    return content(message, SDP);
  }

  /**
   * What a message carries of this type, alone or among others; {@link #NONE} if nothing.
   *
   * @param type in lower case, such as {@code application/simple-message-summary}
   */
  public static Body content(SipMessage message, String type) {
    return BodyHandling.of(message, type) instanceof BodyHandling.Content c
        ? new Body(c.type(), c.bytes())
        : NONE;
  }

  /** What the message carries as it is; {@link #NONE} if nothing. */
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
