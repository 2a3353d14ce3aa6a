// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.SipResponse;

/** What became of a request. */
public sealed interface Outcome {
  /** It was answered finally, perhaps by a refusal. */
  record Answered(SipResponse response) implements Outcome {}

  /** Nobody answered in time. */
  record TimedOut() implements Outcome {}

  /** It could not be sent; the reason is for people. */
  record Unreachable(String reason) implements Outcome {}

  /** Whether it was answered by 2xx. */
  default boolean success() {
    return this instanceof Answered a && a.response.status().isSuccess();
  }

  /** The outcome in words, for people. */
  default String text() {
    return switch (this) {
      case Answered a -> a.response.code() + " " + a.response.reason();
      case TimedOut t -> "no answer in time";
      case Unreachable u -> u.reason;
    };
  }
}
