// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.MemberName;
import net.ringpost.db.account.Membership;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./ringpost member list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the members by ID, a line each, with tabs between: ID, number, state (active or"
          + " disabled), day of sign-up, terminals, messages, display name."
    })
final class MemberListCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Mixin DataOptions storage = new DataOptions();

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      description = "only those in whose ID, number or display name this is")
  String text = "";

  @Option(names = "--disabled", description = "only those that are disabled")
  boolean disabled;

  @Option(names = "--json", description = "as JSON, an object a line")
  boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Storage opened = Storage.ofServer(storage, spec.commandLine().getErr()::println)) {
      String wanted = MemberName.canonical(text);
      opened
          .memberships()
          .each(
              member -> {
                if (isWanted(member, wanted)) {
                  out.println(json ? json(member) : line(member));
                }
              });
    }
    out.flush();
    return 0;
  }

  private boolean isWanted(Membership member, String wanted) {
    Account a = member.account();
    return (!disabled || member.disabledAt() != null)
        && (MemberName.canonical(a.id()).contains(wanted)
            || MemberName.canonical(a.number()).contains(wanted)
            || MemberName.canonical(a.displayName()).contains(wanted));
  }

  private static String state(Membership member) {
    return member.disabledAt() == null ? "active" : "disabled";
  }

  private static String line(Membership member) {
    Account a = member.account();
    return String.join(
        "\t",
        ConsoleText.text(a.id()),
        ConsoleText.text(a.number()),
        state(member),
        Instant.ofEpochMilli(a.createdAt()).toString().substring(0, 10),
        Long.toString(member.terminals()),
        Long.toString(member.messages()),
        ConsoleText.text(a.displayName()));
  }

  private static String json(Membership member) {
    Account a = member.account();
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", a.id())
            .put("number", a.number())
            .put("state", state(member))
            .put("createdAt", Instant.ofEpochMilli(a.createdAt()).toString())
            .put("terminals", member.terminals())
            .put("messages", member.messages())
            .put("displayName", a.displayName());
    return JSON.writeValueAsString(node);
  }
}
