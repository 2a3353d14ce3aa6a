// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;

/** The columns of an account with what the member has chosen about voice mail. */
final class VoicemailColumns {
  private VoicemailColumns() {}

  /** Of four columns side by side; {@code first} is the number of the first. */
  static VoicemailChoice choice(ResultSet row, int first) throws SQLException {
    return new VoicemailChoice(
        Arrays.stream(row.getString(first).split(","))
            .filter(name -> !name.isEmpty())
            .map(VoicemailReason::valueOf)
            .collect(Collectors.toSet()),
        GreetingLanguage.valueOf(row.getString(first + 1)),
        row.getString(first + 2),
        row.getBoolean(first + 3));
  }

  /** The reasons that are switched off, as they are stored. */
  static String off(VoicemailChoice choice) {
    return choice.off().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
  }

  static Optional<String> changeGreeting(
      Connection connection, long account, @Nullable String content) throws SQLException {
    List<Optional<String>> was =
        Sql.list(
            connection,
            "SELECT greeting FROM account WHERE account_key = ? FOR UPDATE",
            row -> Optional.ofNullable(row.getString(1)),
            account);
    Sql.update(
        connection,
        "UPDATE account SET greeting = ?, greeting_own = ? WHERE account_key = ?",
        content,
        content != null,
        account);
    return was.stream().findFirst().flatMap(name -> name);
  }
}
