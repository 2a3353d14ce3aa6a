// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipResponse;

/** What became of a request. */
public sealed interface RequestOutcome {
  /** It was answered finally, perhaps by a refusal. */
  record Answered(SipResponse response) implements RequestOutcome {}

  /** Nobody answered in time. */
  record TimedOut() implements RequestOutcome {}

  /** It could not be sent; the reason is for people. */
  record Unreachable(String reason) implements RequestOutcome {}

  /** Whether it was answered by 2xx. */
  default boolean success() {
    return this instanceof Answered a && a.response.status().isSuccess();
  }

  /** The outcome in words, for people. */
  default String text() {
    return switch (this) {
      case Answered a -> answer(a.response);
      case TimedOut t -> "no answer in time";
      case Unreachable u -> u.reason;
    };
  }

  private static String answer(SipResponse response) {
    String text = response.code() + " " + response.reason();
    List<NameAddr> elsewhere =
        response.status().isRedirect() ? response.readableContacts() : List.of();
    return elsewhere.isEmpty() ? text : text + ": ask at " + elsewhere.getFirst().uri();
  }
}
