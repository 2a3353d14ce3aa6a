// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.Invitation;
import net.ringpost.server.account.SignUpRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ringpost member reset-password}. */
@Command(
    name = "reset-password",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Gives a member a new password, and prints it unless it comes from a file. The telephones that"
          + " use the old one are signed out."
    })
final class ResetPasswordCommand extends MemberCommand.OfOne {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      converter = OptionValues.ReadableFile.class,
      description = "a file whose first line is the new password (default: a random one is made)")
  @Nullable Path file;

  @Override
  public Integer call() {
    String chosen = file == null ? null : firstLine(file);
    return run(
        (opened, member) -> {
          Account account = member.account();
          String password = chosen == null ? Invitation.code() : chosen;
          Optional<Creation.Unacceptable> objection =
              SignUpRules.password(password, account.id(), account.number());
          if (objection.isPresent()) {
            throw new StartException("the password cannot be given: " + objection.get().reason());
          }
          opened.accounts().changePassword(account, password);
          opened.memberships().passwordChanged(account);
          say(
              account,
              chosen == null ? "has the new password " + password : "has the new password.");
          return 0;
        });
  }

  private static String firstLine(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return lines.isEmpty() ? "" : lines.getFirst();
    } catch (IOException e) {
      throw new StartException("the file of --password-file cannot be read: " + e.getMessage(), e);
    }
  }
}
