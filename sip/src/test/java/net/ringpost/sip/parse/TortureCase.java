// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.util.function.Consumer;
import net.ringpost.sip.message.SipMessage;

/**
 * A row of the torture table: what RFC 4475 or RFC 5118 wants a server or proxy that receives the
 * message to do, the strict way where it may choose.
 *
 * @param name of the vector
 * @param section of the RFC
 * @param outcome on a datagram
 * @param stream what is different on a stream
 * @param then what the layer above does with it, for the reader
 * @param values looks at the accepted message
 */
record TortureCase(
    String name,
    String section,
    Outcome outcome,
    OnStream stream,
    String then,
    Consumer<SipMessage> values) {

  /**
   * @param status 0 if the message is accepted
   * @param answered whether it is answered or dropped
   * @param reason how the reason begins
   */
  record Outcome(int status, boolean answered, String reason) {}

  enum OnStream {
    /** As on a datagram; the connection goes on. */
    SAME,
    /** 400 and the connection is closed. */
    CLOSES,
    /** The vector ends too early: the framer waits for more. */
    WAITS,
    /** What follows the body is the next message. */
    TWO_MESSAGES
  }

  static TortureCase valid(String name, String section, String then, Consumer<SipMessage> values) {
    return new TortureCase(name, section, new Outcome(0, true, ""), OnStream.SAME, then, values);
  }

  static TortureCase refused(String name, String section, int status, String reason) {
    Outcome outcome = new Outcome(status, true, reason);
    return new TortureCase(name, section, outcome, OnStream.SAME, "answers " + status, m -> {});
  }

  static TortureCase dropped(String name, String section, String reason) {
    Outcome outcome = new Outcome(400, false, reason);
    return new TortureCase(name, section, outcome, OnStream.SAME, "drops it", m -> {});
  }

  TortureCase on(OnStream difference) {
    return new TortureCase(name, section, outcome, difference, then, values);
  }

  @Override
  public String toString() {
    return name + " " + section + ": " + then;
  }
}
