// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;

/** What is known of messages, in the database. */
public final class JdbcVoicemailStore implements VoicemailStore {
  private static final int PAGE = 1000;
  private static final String COLUMNS =
      "id, account_key, content, caller_address, caller_name, received_at, duration_ms, kind, size, complete, heard_at, deleted_at, call_key";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM voicemail WHERE ";
  private static final String OWN = " WHERE account_key = ? AND id = ? AND complete = TRUE";

  private final Sql sql;

  /** In this database. */
  public JdbcVoicemailStore(Database database) {
    this.sql = new Sql(database.source());
  }

  @Override
  public void begin(VoicemailRow r) {
    sql.update(
        "INSERT INTO voicemail (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        r.id(),
        r.account(),
        r.content(),
        r.callerAddress(),
        r.callerName(),
        r.receivedAt(),
        r.durationMs(),
        r.kind().name(),
        r.size(),
        r.complete(),
        r.heardAt(),
        r.deletedAt(),
        Sql.bytes(r.call()));
  }

  @Override
  public boolean store(String id, String content, VoicemailKind kind, long durationMs, long size) {
    return sql.update(
            "UPDATE voicemail SET content = ?, kind = ?, duration_ms = ?, size = ?, complete = TRUE WHERE id = ? AND complete = FALSE",
            content,
            kind.name(),
            durationMs,
            size,
            id)
        > 0;
  }

  @Override
  public boolean remove(String id) {
    return sql.update("DELETE FROM voicemail WHERE id = ?", id) > 0;
  }

  @Override
  public List<VoicemailRow> list(long account, boolean deleted) {
    return sql.list(
        SELECT
            + "account_key = ? AND complete = TRUE AND deleted_at IS "
            + (deleted ? "NOT NULL" : "NULL")
            + " ORDER BY received_at DESC, id",
        JdbcVoicemailStore::row,
        account);
  }

  @Override
  public Optional<VoicemailRow> find(long account, String id) {
    return sql.first(
        SELECT + "account_key = ? AND id = ? AND complete = TRUE",
        JdbcVoicemailStore::row,
        account,
        id);
  }

  @Override
  public boolean heard(long account, String id, @Nullable Long at) {
    String value = at == null ? "?" : "COALESCE(heard_at, ?)";
    return changed(
        "UPDATE voicemail SET heard_at = " + value + OWN + " AND deleted_at IS NULL",
        account,
        id,
        at);
  }

  @Override
  public boolean delete(long account, String id, long at) {
    return changed(
        "UPDATE voicemail SET deleted_at = COALESCE(deleted_at, ?)" + OWN, account, id, at);
  }

  @Override
  public boolean restore(long account, String id) {
    return changed("UPDATE voicemail SET deleted_at = ?" + OWN, account, id, null);
  }

  // The driver counts the rows that were found, whether they were different before or not.
  private boolean changed(String statement, long account, String id, @Nullable Long at) {
    return sql.update(statement, at, account, id) > 0;
  }

  @Override
  public MailboxCount count(long account) {
    return sql.first(
            "SELECT COUNT(*), COUNT(heard_at) FROM voicemail"
                + " WHERE account_key = ? AND complete = TRUE AND deleted_at IS NULL",
            row -> new MailboxCount(row.getInt(1) - row.getInt(2), row.getInt(2)),
            account)
        .orElse(new MailboxCount(0, 0));
  }

  @Override
  public Map<Long, MailboxCount> counts() {
    Map<Long, MailboxCount> all = new HashMap<>();
    sql.list(
            "SELECT account_key, COUNT(*), COUNT(heard_at) FROM voicemail"
                + " WHERE complete = TRUE AND deleted_at IS NULL GROUP BY account_key",
            row ->
                Map.entry(
                    row.getLong(1), new MailboxCount(row.getInt(2) - row.getInt(3), row.getInt(3))))
        .forEach(mailbox -> all.put(mailbox.getKey(), mailbox.getValue()));
    return all;
  }

  @Override
  public MailboxVolume volume(long account) {
    return sql.first(
            "SELECT COALESCE(SUM(size), 0), COALESCE(SUM(CASE WHEN deleted_at IS NULL THEN 0 ELSE size END), 0)"
                + " FROM voicemail WHERE account_key = ? AND complete = TRUE",
            row -> new MailboxVolume(row.getLong(1) - row.getLong(2), row.getLong(2)),
            account)
        .orElse(new MailboxVolume(0, 0));
  }

  @Override
  public List<VoicemailRow> recording() {
    return sql.list(SELECT + "complete = FALSE ORDER BY received_at", JdbcVoicemailStore::row);
  }

  @Override
  public List<VoicemailRow> deletedBefore(long at) {
    return sql.list(
        SELECT + "deleted_at < ? ORDER BY deleted_at LIMIT ?", JdbcVoicemailStore::row, at, PAGE);
  }

  @Override
  public Set<String> contents(long account) {
    return new HashSet<>(
        sql.list(
            "SELECT content FROM voicemail WHERE account_key = ? UNION"
                + " SELECT greeting FROM account WHERE account_key = ? AND greeting IS NOT NULL",
            row -> row.getString(1),
            account,
            account));
  }

  @Override
  public List<VoicemailRow> storedAfter(String id) {
    return sql.list(
        SELECT + "complete = TRUE AND id > ? ORDER BY id LIMIT ?",
        JdbcVoicemailStore::row,
        id,
        PAGE);
  }

  private static VoicemailRow row(ResultSet r) throws SQLException {
    return new VoicemailRow(
        r.getString(1),
        r.getLong(2),
        r.getString(3),
        r.getString(4),
        r.getString(5),
        r.getLong(6),
        r.getLong(7),
        VoicemailKind.valueOf(r.getString(8)),
        r.getLong(9),
        r.getBoolean(10),
        Sql.number(r, 11),
        Sql.number(r, 12),
        Sql.uuid(r.getBytes(13)));
  }
}
