// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import net.ringpost.db.account.Member;

/**
 * Who asks, by HTTP Basic (RFC 7617). A controller that takes one is for members only.
 *
 * @param password in clear, for what must be made of it; not kept
 */
@Hidden
public record SignedIn(Member member, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return "SignedIn[" + member.account().id() + "]";
  }
}
