// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;

/** The invitations in the database. */
public final class JdbcInvitationStore implements InvitationStore {
  private final Sql sql;
  private final InstantSource clock;

  /** In this database. */
  public JdbcInvitationStore(Database database, InstantSource clock) {
    this.sql = new Sql(database.source());
    this.clock = clock;
  }

  @Override
  public String make(int uses, @Nullable Duration valid) {
    String code = Invitation.code();
    long now = clock.millis();
    sql.update(
        "INSERT INTO invitation (code_hash, beginning, uses_left, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        Invitation.hash(code),
        Invitation.beginning(code),
        uses,
        now,
        valid == null ? null : now + valid.toMillis());
    return code;
  }

  @Override
  public List<Invitation> list() {
    long now = clock.millis();
    sql.update("DELETE FROM invitation WHERE uses_left <= 0 OR expires_at <= ?", now);
    return sql.list(
        "SELECT beginning, uses_left, made_at, expires_at FROM invitation ORDER BY made_at",
        row -> new Invitation(row.getString(1), row.getInt(2), row.getLong(3), Sql.number(row, 4)));
  }

  @Override
  public int revoke(String code) {
    return sql.update(
        "DELETE FROM invitation WHERE code_hash = ? OR beginning = ?",
        Invitation.hash(code),
        code.strip().toLowerCase(Locale.ROOT));
  }
}
