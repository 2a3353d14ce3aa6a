// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import net.ringpost.db.account.Account;
import net.ringpost.db.account.Member;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.Params;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.proxy.Originator;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as far as the server vouches for it. */
public sealed interface Caller extends Originator {
  /** One of our members, who has proved it. */
  record Known(Member member) implements Caller {
    @Override
    public NameAddr asserted(String host) {
      Account account = member.account();
      SipUri uri = SipUri.of(false, account.number(), host, -1);
      String name = account.displayName();
      return new NameAddr(name.isEmpty() ? null : name, uri, Params.NONE);
    }
  }

  /**
   * A trusted peer, such as a gateway: what it says of the caller's identity is believed.
   *
   * @param member whom it says to speak for, or null if that is none of ours
   */
  record Trusted(@Nullable Member member) implements Caller {
    @Override
    public boolean trusted() {
      return true;
    }
  }

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

  @Override
  default long account() {
    Member member = memberOrNull();
    return member == null ? 0 : member.account().key();
  }

  @Override
  default boolean trusted() {
    return false;
  }

  @Override
  default @Nullable NameAddr asserted(String host) {
    return null;
  }
}
