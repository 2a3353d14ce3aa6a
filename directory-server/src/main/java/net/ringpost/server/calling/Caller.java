// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import net.ringpost.db.account.Member;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as far as the server vouches for it. */
public sealed interface Caller {
  /** One of our members, who has proved it. */
  record Known(Member member) implements Caller {}

  /**
   * A trusted peer, such as a gateway: what it says of the caller's identity is believed.
   *
   * @param member whom it says to speak for, or null if that is none of ours
   */
  record Trusted(@Nullable Member member) implements Caller {}

  /** Somebody of another domain. */
  record Stranger() implements Caller {}

  /** The member, or null. */
  default @Nullable Member memberOrNull() {
    return switch (this) {
      case Known k -> k.member();
      case Trusted t -> t.member();
      case Stranger s -> null;
    };
  }
}
