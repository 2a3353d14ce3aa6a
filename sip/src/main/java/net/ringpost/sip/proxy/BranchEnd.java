// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.SipResponse;

/** How one branch of a forked request ended. */
public sealed interface BranchEnd {
  /** By a 2xx, which has been forwarded. */
  record Accepted() implements BranchEnd {}

  /** By another final response. */
  record Answered(SipResponse response) implements BranchEnd {}

  /** Nobody answered in time: as if 408 had come (RFC 3261 §16.8). */
  record TimedOut() implements BranchEnd {}

  /** It could not be sent: the flow is gone, as 430 says (RFC 5626 §11.5). */
  record Unreachable() implements BranchEnd {}

  /** The status by which ends are compared. */
  default int code() {
    return switch (this) {
      case Accepted a -> 200;
      case Answered a -> a.response.code();
      case TimedOut t -> 408;
      case Unreachable u -> 430;
    };
  }
}
