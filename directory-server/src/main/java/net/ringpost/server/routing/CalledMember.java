// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import net.ringpost.db.account.Member;
import net.ringpost.sip.proxy.AddressOfRecord;

/** A member whose number was dialled. */
public record CalledMember(Member member) implements AddressOfRecord {
  @Override
  public long account() {
    return member.account().key();
  }
}
