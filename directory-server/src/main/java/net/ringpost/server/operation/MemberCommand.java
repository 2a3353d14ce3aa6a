// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.MemberName;
import net.ringpost.db.account.Membership;
import net.ringpost.db.account.MembershipStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ringpost member}: what the operator does about members. */
@Command(
    name = "member",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "(list | disable | enable | delete | reset-password | invite)",
    subcommands = {
      MemberListCommand.class,
      MemberCommand.Disable.class,
      MemberCommand.Enable.class,
      MemberCommand.Delete.class,
      ResetPasswordCommand.class,
      InviteCommand.class
    },
    description = {
      "What the operator does about members. The server may be running or not; one that runs heeds"
          + " it within a second.",
      "Members are named by ID or number."
    })
public final class MemberCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: list, disable, enable, delete, reset-password or invite,"
            + " as in 'ringpost member list'");
  }

  /** One that does something about one member. */
  abstract static class OfOne implements Callable<Integer> {
    @Mixin DataOptions storage = new DataOptions();

    @Parameters(paramLabel = "MEMBER", description = "the member's ID or number")
    String name = "";

    @Spec CommandSpec spec = CommandSpec.create();

    /**
     * Opens the storage, finds the member, does it, and waits for a server that runs to heed it.
     *
     * @param work the exit code
     */
    int run(ToIntBiFunction<Storage, Membership> work) {
      PrintWriter out = spec.commandLine().getOut();
      try (Storage opened = Storage.ofServer(storage, spec.commandLine().getErr()::println)) {
        MembershipStore memberships = opened.memberships();
        Membership found =
            memberships
                .find(MemberName.canonical(name))
                .orElseThrow(
                    () -> new StartException("there is no member with the ID or number " + name));
        int done = work.applyAsInt(opened, found);
        MembershipNotice.await(opened, spec.commandLine().getErr());
        out.flush();
        return done;
      }
    }

    /** Tells what was done. */
    void say(Account account, String what) {
      spec.commandLine().getOut().println(ConsoleText.member(account) + " " + what);
    }
  }

  /** {@code ./ringpost member disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Shuts a member out: no sign-in anywhere, the telephones' registrations end, calls to the"
            + " number are answered as for a number that nobody has (404).",
        "Messages, history and choices are kept. Calls that are under way go on."
      })
  static final class Disable extends OfOne {
    @Override
    public Integer call() {
      return run(
          (opened, member) -> {
            opened.memberships().disable(member.account());
            say(member.account(), "is disabled.");
            return 0;
          });
    }
  }

  /** {@code ./ringpost member enable}. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Lets a member in again who was disabled.")
  static final class Enable extends OfOne {
    @Override
    public Integer call() {
      return run(
          (opened, member) -> {
            opened.memberships().enable(member.account());
            say(member.account(), "is enabled.");
            return 0;
          });
    }
  }

  /** {@code ./ringpost member delete}. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Deletes a member with messages, greeting, history and registrations, without asking back.",
        "The ID and the number are given to nobody for "
            + MembershipStore.BLOCKED_DAYS
            + " days. Calls stay in the history of the other members who had them."
      })
  static final class Delete extends OfOne {
    @Override
    public Integer call() {
      return run(
          (opened, member) -> {
            opened.memberships().delete(member.account());
            say(member.account(), "is deleted.");
            return 0;
          });
    }
  }
}
