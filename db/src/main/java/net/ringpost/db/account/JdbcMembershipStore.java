// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import net.ringpost.db.account.MembershipChange.Kind;

/** What becomes of members, in the database. */
public final class JdbcMembershipStore implements MembershipStore {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String MEMBERS =
      "SELECT a.account_key, a.id, a.number, a.display_name, a.reach, a.plain_media, a.voicemail_after, a.created_at,"
          + " a.voicemail_off, a.greeting_language, a.greeting, a.greeting_own, a.listed, a.disabled_at,"
          + " (SELECT COUNT(*) FROM binding b WHERE b.account_key = a.account_key),"
          + " (SELECT COUNT(*) FROM voicemail v WHERE v.account_key = a.account_key AND v.complete = TRUE AND v.deleted_at IS NULL)"
          + " FROM account a";
  private static final String CHANGES =
      "SELECT change_key, account_key, id, number, kind FROM member_change ";

  /** A call of which the other side is a member's, stays that member's. */
  private static final List<String> HISTORY =
      List.of(
          "DELETE FROM call_history WHERE caller_key = ? AND (callee_key IS NULL OR callee_key = caller_key)",
          "DELETE FROM call_history WHERE callee_key = ? AND caller_key IS NULL",
          "UPDATE call_history SET caller_key = NULL WHERE caller_key = ?",
          "UPDATE call_history SET callee_key = NULL WHERE callee_key = ?");

  private final Sql sql;
  private final InstantSource clock;

  /** In this database. */
  public JdbcMembershipStore(Database database, InstantSource clock) {
    this.sql = new Sql(database.source());
    this.clock = clock;
  }

  @Override
  public void each(Consumer<Membership> told) {
    sql.each(MEMBERS + " ORDER BY a.id", JdbcMembershipStore::membership, told);
  }

  @Override
  public Optional<Membership> find(String canonical) {
    return sql.first(
        MEMBERS + " JOIN name n ON a.account_key = n.account_key WHERE n.canonical = ?",
        JdbcMembershipStore::membership,
        canonical);
  }

  private static Membership membership(ResultSet row) throws SQLException {
    String reach = row.getString(5);
    Account account =
        new Account(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            reach == null ? null : Reach.valueOf(reach),
            row.getBoolean(6),
            row.getInt(7),
            row.getLong(8),
            VoicemailColumns.choice(row, 9),
            row.getBoolean(13));
    return new Membership(account, Sql.number(row, 14), row.getLong(15), row.getLong(16));
  }

  @Override
  public void disable(Account account) {
    int unused =
        change(
            account,
            Kind.DISABLED,
            connection -> {
              Sql.update(connection, "DELETE FROM binding WHERE account_key = ?", account.key());
              return Sql.update(
                  connection,
                  "UPDATE account SET disabled_at = COALESCE(disabled_at, ?) WHERE account_key = ?",
                  clock.millis(),
                  account.key());
            });
  }

  @Override
  public void enable(Account account) {
    int unused =
        change(
            account,
            Kind.ENABLED,
            connection ->
                Sql.update(
                    connection,
                    "UPDATE account SET disabled_at = NULL WHERE account_key = ?",
                    account.key()));
  }

  @Override
  public void passwordChanged(Account account) {
    int unused = change(account, Kind.PASSWORD, connection -> 1);
  }

  @Override
  public boolean delete(Account account) {
    return change(
            account,
            Kind.DELETED,
            connection -> {
              int deleted =
                  Sql.update(
                      connection, "DELETE FROM account WHERE account_key = ?", account.key());
              long freeAt = clock.millis() + BLOCKED_DAYS * DAY;
              NameTable.block(connection, account.key(), freeAt);
              removeAll(connection, account.key());
              return deleted;
            })
        > 0;
  }

  private static void removeAll(Connection connection, long account) throws SQLException {
    Sql.update(connection, "DELETE FROM binding WHERE account_key = ?", account);
    Sql.update(connection, "DELETE FROM voicemail WHERE account_key = ?", account);
    for (String statement : HISTORY) {
      Sql.update(connection, statement, account);
    }
  }

  private int change(Account account, Kind kind, Sql.Work<Integer> work) {
    return sql.transaction(
        connection -> {
          int changed = work.on(connection);
          Sql.update(
              connection,
              "INSERT INTO member_change (account_key, id, number, kind, made_at) VALUES (?, ?, ?, ?, ?)",
              account.key(),
              account.id(),
              account.number(),
              kind.name(),
              clock.millis());
          return changed;
        });
  }

  @Override
  public List<MembershipChange> pending() {
    return sql.list(
        CHANGES + "WHERE heeded_at IS NULL ORDER BY change_key", JdbcMembershipStore::change);
  }

  private static MembershipChange change(ResultSet row) throws SQLException {
    return new MembershipChange(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        Kind.valueOf(row.getString(5)));
  }

  @Override
  public void heeded(List<MembershipChange> changes) {
    for (MembershipChange change : changes) {
      sql.update(
          "UPDATE member_change SET heeded_at = ? WHERE change_key = ?",
          clock.millis(),
          change.key());
    }
  }

  @Override
  public void cleanUp() {
    long now = clock.millis();
    NameTable.release(sql, now);
    List<MembershipChange> old =
        sql.list(CHANGES + "WHERE heeded_at <= ?", JdbcMembershipStore::change, now - DAY);
    for (MembershipChange change : old) {
      int unused =
          sql.transaction(
              connection -> {
                // A call that was under way when its member left was written down at its end.
                if (change.kind() == Kind.DELETED) {
                  removeAll(connection, change.account());
                }
                return Sql.update(
                    connection, "DELETE FROM member_change WHERE change_key = ?", change.key());
              });
    }
  }
}
