// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import net.ringpost.db.account.Invitation;
import net.ringpost.db.account.InvitationStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./ringpost member invite}. */
@Command(
    name = "invite",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a code with which people sign up where the server has --sign-up invite, and prints it."
          + " Codes cannot be read again."
    })
final class InviteCommand implements Callable<Integer> {
  @Mixin DataOptions storage = new DataOptions();

  @Option(
      names = "--uses",
      paramLabel = "N",
      description = "how many may sign up with it (default: 1)")
  @Range(from = 1, to = 1_000_000)
  int uses = 1;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "for how many days it may be used (default: 30)")
  @Range(from = 1, to = 3650)
  int days = 30;

  @Option(
      names = "--list",
      description =
          "lists the codes that can still be used instead, a line each, with tabs between: beginning,"
              + " uses left, end")
  boolean list;

  @Option(
      names = "--revoke",
      paramLabel = "CODE",
      converter = OptionValues.Text.class,
      description = "ends this code instead, or those with this beginning")
  @Nullable String revoked;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Storage opened = Storage.ofServer(storage, spec.commandLine().getErr()::println)) {
      InvitationStore invitations = opened.invitations();
      if (list) {
        invitations.list().forEach(each -> out.println(line(each)));
      } else if (revoked != null) {
        int ended = invitations.revoke(revoked);
        if (ended == 0) {
          throw new StartException("there is no such invitation: " + revoked);
        }
        out.println("The invitation is ended.");
      } else {
        out.println(invitations.make(uses, Duration.ofDays(days)));
      }
    }
    out.flush();
    return 0;
  }

  private static String line(Invitation each) {
    Long end = each.expiresAt();
    return each.beginning()
        + "-…\t"
        + each.usesLeft()
        + "\t"
        + (end == null ? "-" : Instant.ofEpochMilli(end).toString());
  }
}
