// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.ringpost.db.Database;
import net.ringpost.db.DatabaseException;
import net.ringpost.db.Sql;
import net.ringpost.db.StoreException;
import net.ringpost.db.secret.Seal;
import org.jspecify.annotations.Nullable;

/** The members in the database. */
public final class JdbcAccountStore implements AccountStore {
  /** Seconds before voice mail, until the member chooses otherwise. */
  static final int VOICEMAIL_AFTER = 25;

  private static final int TRIES = 5;
  private static final String COLUMNS =
      "a.account_key, a.id, a.number, a.display_name, a.reach, a.plain_media, a.voicemail_after, a.created_at, a.credentials, "
          + "a.voicemail_off, a.greeting_language, a.greeting, a.greeting_own, a.listed";

  private final Sql sql;
  private final Seal seal;
  private final String realm;
  private final NumberPlan plan;
  private final ReservedNames reserved;
  private final Clock clock;

  /**
   * @param seal keeps the credentials
   * @param realm the digest realm of this service
   * @param planStart the first number for those who ask for none
   * @param reserved names that nobody is given
   * @param clock tells when somebody signs up
   */
  public JdbcAccountStore(
      Database database,
      Seal seal,
      String realm,
      long planStart,
      ReservedNames reserved,
      Clock clock) {
    this.sql = new Sql(database.source());
    this.seal = seal;
    this.realm = realm;
    this.plan = new NumberPlan(sql, planStart, reserved);
    this.reserved = reserved;
    this.clock = clock;
  }

  @Override
  public Creation create(NewAccount account, @Nullable String invitation) {
    Wanted wanted = Wanted.of(account, reserved);
    if (wanted.refusal() != null) {
      return wanted.refusal();
    }
    NameTable.release(sql, clock.millis());
    for (int tries = TRIES; ; tries--) {
      try {
        return sql.transaction(connection -> create(connection, wanted, invitation));
      } catch (StoreException e) {
        // Somebody took the name between our look and our insert: look again, and say so.
        if ((!Sql.duplicate(e) && !Deadlock.is(e)) || tries == 1) {
          throw e;
        }
      }
    }
  }

  // What is refused is refused before an invitation and a number are taken; what fails after gives
  // them back.
  private Creation create(Connection connection, Wanted wanted, @Nullable String invitation)
      throws SQLException {
    Optional<Creation> objection = objection(connection, wanted);
    if (objection.isPresent()) {
      return objection.get();
    }
    if (invitation != null && !Invitation.use(connection, invitation, clock.millis())) {
      return new Creation.NotInvited();
    }
    String id = name(wanted.id()).canonical();
    Wanted whole =
        wanted.number() == null
            ? wanted.given(plan.take(connection, 1, id::equals).getFirst())
            : wanted;
    return new Creation.Created(insert(connection, whole));
  }

  @Override
  public List<Creation> objections(NewAccount wanted, @Nullable String invitation) {
    return sql.transaction(
        connection -> {
          List<Creation> all = new ArrayList<>();
          objection(connection, "id", wanted.id().strip()).ifPresent(all::add);
          String number = wanted.number().strip();
          if (!number.isEmpty()) {
            objection(connection, "number", number).ifPresent(all::add);
          }
          if (invitation != null && !Invitation.usable(connection, invitation, clock.millis())) {
            all.add(new Creation.NotInvited());
          }
          return all;
        });
  }

  private Optional<Creation> objection(Connection connection, String field, String written)
      throws SQLException {
    try {
      return NameTable.objection(connection, field, written, Wanted.name(written, reserved));
    } catch (MemberName.UnacceptableException e) {
      return Optional.of(new Creation.Unacceptable(field, String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Creation> objection(Connection connection, Wanted wanted)
      throws SQLException {
    Optional<Creation> first =
        NameTable.objection(connection, "id", wanted.account().id(), name(wanted.id()));
    MemberName number = wanted.number();
    return first.isPresent() || number == null
        ? first
        : NameTable.objection(connection, "number", wanted.account().number(), number);
  }

  private static MemberName name(@Nullable MemberName name) {
    if (name == null) {
      throw new IllegalStateException("the names were not looked at");
    }
    return name;
  }

  private Account insert(Connection connection, Wanted wanted) throws SQLException {
    NewAccount asked = wanted.account();
    MemberName id = name(wanted.id());
    MemberName number = name(wanted.number());
    long now = clock.millis();
    long key;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO account (id, number, display_name, reach, plain_media, voicemail_after, created_at, credentials)"
                + " VALUES (?, ?, ?, NULL, FALSE, ?, ?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      byte[] sealed = sealed(id.canonical(), asked.id(), asked.number(), asked.password());
      Sql.fill(
          insert, asked.id(), asked.number(), asked.displayName(), VOICEMAIL_AFTER, now, sealed);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        key = keys.getLong(1);
      }
    }
    NameTable.insert(connection, id, key);
    if (!id.canonical().equals(number.canonical())) {
      NameTable.insert(connection, number, key);
    }
    return new Account(
        key, asked.id(), asked.number(), asked.displayName(), null, false, VOICEMAIL_AFTER, now);
  }

  private byte[] sealed(String canonicalId, String id, String number, String password) {
    return seal.close(
        Credentials.of(id, number, realm, password).toBytes(), "account:" + canonicalId);
  }

  @Override
  public Optional<Member> find(String canonical) {
    return sql.first(
        "SELECT "
            + COLUMNS
            + " FROM name n JOIN account a ON a.account_key = n.account_key WHERE n.canonical = ?"
            + " AND a.disabled_at IS NULL",
        this::member,
        canonical);
  }

  private Member member(ResultSet row) throws SQLException {
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
            VoicemailColumns.choice(row, 10),
            row.getBoolean(14));
    byte[] opened =
        seal.open(row.getBytes(9), "account:" + MemberName.canonical(account.id()))
            .orElseThrow(
                () ->
                    new DatabaseException(
                        "the credentials of " + account.id() + " do not open with this key file"));
    return new Member(account, Credentials.ofBytes(opened));
  }

  @Override
  public Creation change(Account was, Account wanted, String password, boolean renewed) {
    // Its ID and name were looked at when they were given.
    Wanted names = Wanted.of(new NewAccount("id", password, wanted.number(), ""), reserved);
    boolean moves =
        !MemberName.canonical(wanted.number()).equals(MemberName.canonical(was.number()));
    if (moves && names.refusal() != null) {
      return names.refusal();
    }
    MemberName name = names.number();
    if (moves && name == null) {
      return new Creation.Unacceptable("number", "it is empty");
    }
    if (moves) {
      NameTable.release(sql, clock.millis());
    }
    Account now = moves ? wanted.withNumber(names.account().number()) : wanted;
    try {
      return sql.transaction(
          connection -> {
            Optional<Creation> objection =
                name == null || !moves ? Optional.empty() : move(connection, was, now, name);
            if (objection.isPresent()) {
              return objection.get();
            }
            update(connection, now);
            if (renewed) {
              forgetTerminals(connection, now);
            }
            if (moves || renewed) {
              updateCredentials(connection, now, password);
            }
            return new Creation.Created(now);
          });
    } catch (StoreException e) {
      if (Sql.duplicate(e)) {
        return new Creation.Taken("number", wanted.number());
      }
      throw e;
    }
  }

  private static void update(Connection connection, Account a) throws SQLException {
    Reach reach = a.reach();
    int changed =
        Sql.update(
            connection,
            "UPDATE account SET number = ?, display_name = ?, reach = ?, plain_media = ?,"
                + " voicemail_after = ?, voicemail_off = ?, greeting_language = ?,"
                + " greeting_own = ?, listed = ? WHERE account_key = ?",
            a.number(),
            a.displayName(),
            reach == null ? null : reach.name(),
            a.plainMedia(),
            a.voicemailAfterSeconds(),
            VoicemailColumns.off(a.voicemail()),
            a.voicemail().language().name(),
            a.voicemail().ownGreeting(),
            a.listed(),
            a.key());
    if (changed == 0) {
      throw new SQLException("the account " + a.id() + " was deleted meanwhile");
    }
  }

  // In one go with the password: the telephones that used the old one must not be there after a
  // sudden end.
  private static void forgetTerminals(Connection connection, Account a) throws SQLException {
    Sql.update(connection, "DELETE FROM binding WHERE account_key = ?", a.key());
  }

  private void updateCredentials(Connection connection, Account a, String password)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE account SET credentials = ? WHERE account_key = ?",
        sealed(MemberName.canonical(a.id()), a.id(), a.number(), password),
        a.key());
  }

  @Override
  public Optional<String> changeGreeting(Account account, @Nullable String content) {
    return sql.transaction(
        connection -> VoicemailColumns.changeGreeting(connection, account.key(), content));
  }

  @Override
  public void changePassword(Account a, String password) {
    sql.transaction(
        connection -> {
          forgetTerminals(connection, a);
          updateCredentials(connection, a, password);
          return a;
        });
  }

  /** Takes the new number and gives the old one back; why not, if it cannot be had. */
  private static Optional<Creation> move(
      Connection connection, Account was, Account now, MemberName name) throws SQLException {
    String id = MemberName.canonical(was.id());
    String old = MemberName.canonical(was.number());
    if (!name.canonical().equals(id)) {
      Optional<Creation> objection = NameTable.objection(connection, "number", now.number(), name);
      if (objection.isPresent()) {
        return objection;
      }
      NameTable.insert(connection, name, was.key());
    }
    if (!old.equals(id)) {
      NameTable.delete(connection, old);
    }
    return Optional.empty();
  }

  @Override
  public void forEachRegistered(Consumer<Member> consumer) {
    sql.each(
        "SELECT "
            + COLUMNS
            + " FROM account a WHERE a.disabled_at IS NULL AND a.account_key IN (SELECT account_key FROM binding)",
        this::member,
        consumer);
  }

  @Override
  public long count() {
    return sql.first("SELECT COUNT(*) FROM account", row -> row.getLong(1)).orElse(0L);
  }

  @Override
  public void importAll(Iterator<NewAccount> wanted, Consumer<Imported> told) {
    BulkImport bulk = new BulkImport(sql, plan, reserved, this::sealed, clock);
    NameTable.release(sql, clock.millis());
    int index = 0;
    List<NewAccount> batch = new ArrayList<>();
    while (wanted.hasNext()) {
      batch.add(wanted.next());
      if (batch.size() == BulkImport.BATCH || !wanted.hasNext()) {
        List<Creation> results = bulk.batch(batch).orElseGet(() -> oneByOne(batch));
        for (Creation result : results) {
          told.accept(new Imported(index++, result));
        }
        batch.clear();
      }
    }
  }

  private List<Creation> oneByOne(List<NewAccount> batch) {
    return batch.stream().map(each -> create(each, null)).toList();
  }
}
