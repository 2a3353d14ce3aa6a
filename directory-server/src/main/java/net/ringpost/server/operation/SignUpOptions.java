// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import net.ringpost.server.account.SignUpPolicy;
import picocli.CommandLine.Option;

/** Who may become a member. */
final class SignUpOptions {
  @Option(
      names = "--sign-up",
      paramLabel = "open|invite|closed",
      description =
          "who may sign up: everybody, who has a code of yours (./ringpost member invite), or"
              + " nobody (default: open)")
  SignUpPolicy policy = SignUpPolicy.OPEN;

  @Option(
      names = "--sign-up-limit",
      paramLabel = "N",
      description =
          "how many accounts may be made an hour from one address, IPv6: from one /64; 0 for as"
              + " many as are wanted (default: 10)")
  @Range(from = 0, to = 1_000_000)
  int perHour = 10;
}
