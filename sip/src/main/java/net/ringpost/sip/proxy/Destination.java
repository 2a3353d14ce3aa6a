// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** Where a request is to go, as far as can be said without asking anybody. */
public sealed interface Destination {
  /**
   * Nowhere.
   *
   * @param reason for people; null for the status's own
   * @param header a further header of the answer, or null
   * @param value its value; empty if there is none
   */
  record Refused(Status status, @Nullable String reason, @Nullable HeaderName header, String value)
      implements Destination {
    static Refused with(Status status, @Nullable String reason) {
      return new Refused(status, reason, null, "");
    }
  }

  /** The server itself. */
  record Server() implements Destination {}

  /**
   * One of our numbers.
   *
   * @param request without the Route values that led here
   * @param user the number as dialled
   */
  record Dialled(SipRequest request, String user) implements Destination {}

  /** The other side of a dialog in which we stay. */
  record InDialog(SipRequest request, FlowTokens.Target target) implements Destination {}
}
