// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.ringpost.db.Sql;
import net.ringpost.db.StoreException;
import org.jspecify.annotations.Nullable;

/** Brings in members a batch a transaction: a few statements for thousands of rows. */
final class BulkImport {
  static final int BATCH = 2000;

  private final Sql sql;
  private final NumberPlan plan;
  private final ReservedNames reserved;
  private final Sealing sealing;
  private final Clock clock;

  /** Makes the sealed credentials of a member. */
  @FunctionalInterface
  interface Sealing {
    byte[] sealed(String canonicalId, String id, String number, String password);
  }

  BulkImport(Sql sql, NumberPlan plan, ReservedNames reserved, Sealing sealing, Clock clock) {
    this.sql = sql;
    this.plan = plan;
    this.reserved = reserved;
    this.sealing = sealing;
    this.clock = clock;
  }

  /** One row that will go in. */
  private record Entry(Wanted wanted, MemberName id, MemberName number) {}

  /**
   * What became of each; empty if somebody else signed up in between, and each must be tried alone.
   */
  Optional<List<Creation>> batch(List<NewAccount> accounts) {
    List<Wanted> wanted =
        accounts.stream().parallel().map(each -> Wanted.of(each, reserved)).toList();
    try {
      return Optional.of(sql.transaction(connection -> batch(connection, wanted)));
    } catch (StoreException e) {
      if (Sql.duplicate(e) || Deadlock.is(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<Creation> batch(Connection connection, List<Wanted> wanted) throws SQLException {
    @Nullable Creation[] results = new Creation[wanted.size()];
    Names names = Names.known(connection, wanted);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      results[i] = names.objection(wanted.get(i));
      if (results[i] == null) {
        places.add(i);
      }
    }
    List<Wanted> admitted =
        numbered(connection, places.stream().map(wanted::get).toList(), names.taken);
    List<Entry> entries = admitted.stream().parallel().map(this::entry).toList();
    List<Account> accounts = insert(connection, entries);
    for (int i = 0; i < accounts.size(); i++) {
      results[places.get(i)] = new Creation.Created(accounts.get(i));
    }
    List<Creation> all = new ArrayList<>(results.length);
    for (@Nullable Creation result : results) {
      if (result != null) {
        all.add(result);
      }
    }
    return all;
  }

  // Only who is not refused is given a number.
  private List<Wanted> numbered(Connection connection, List<Wanted> admitted, Set<String> spokenFor)
      throws SQLException {
    int missing = (int) admitted.stream().filter(w -> w.number() == null).count();
    if (missing == 0) {
      return admitted;
    }
    List<String> numbers = plan.take(connection, missing, spokenFor::contains);
    List<Wanted> all = new ArrayList<>(admitted.size());
    int next = 0;
    for (Wanted w : admitted) {
      all.add(w.number() == null ? w.given(numbers.get(next++)) : w);
    }
    return all;
  }

  private Entry entry(Wanted wanted) {
    MemberName id = wanted.id();
    MemberName number = wanted.number();
    if (id == null || number == null) {
      throw new IllegalStateException("a refused sign-up is not entered");
    }
    return new Entry(wanted, id, number);
  }

  private List<Account> insert(Connection connection, List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return List.of();
    }
    long now = clock.millis();
    List<Account> accounts = new ArrayList<>(entries.size());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO account (id, number, display_name, reach, plain_media, voicemail_after, created_at, credentials)"
                + " VALUES (?, ?, ?, NULL, FALSE, ?, ?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      for (Entry e : entries) {
        NewAccount a = e.wanted.account();
        byte[] sealed = sealing.sealed(e.id.canonical(), a.id(), a.number(), a.password());
        Sql.fill(
            insert,
            a.id(),
            a.number(),
            a.displayName(),
            JdbcAccountStore.VOICEMAIL_AFTER,
            now,
            sealed);
        insert.addBatch();
      }
      insert.executeBatch();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        for (Entry e : entries) {
          keys.next();
          NewAccount a = e.wanted.account();
          accounts.add(
              new Account(
                  keys.getLong(1),
                  a.id(),
                  a.number(),
                  a.displayName(),
                  null,
                  false,
                  JdbcAccountStore.VOICEMAIL_AFTER,
                  now));
        }
      }
    }
    insertNames(connection, entries, accounts);
    return accounts;
  }

  private static void insertNames(
      Connection connection, List<Entry> entries, List<Account> accounts) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO name (canonical, skeleton, account_key) VALUES (?, ?, ?)")) {
      for (int i = 0; i < entries.size(); i++) {
        Entry e = entries.get(i);
        long key = accounts.get(i).key();
        Sql.fill(insert, e.id.canonical(), e.id.skeleton(), key);
        insert.addBatch();
        if (!e.id.canonical().equals(e.number.canonical())) {
          Sql.fill(insert, e.number.canonical(), e.number.skeleton(), key);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** The names in the database that matter to a batch, and those given within it. */
  private static final class Names {
    private final Map<String, String> bySkeleton = new HashMap<>();
    private final Set<String> taken;

    private Names(Set<String> taken) {
      this.taken = taken;
    }

    static Names known(Connection connection, List<Wanted> wanted) throws SQLException {
      List<MemberName> all = new ArrayList<>();
      for (Wanted w : wanted) {
        Optional.ofNullable(w.id()).ifPresent(all::add);
        Optional.ofNullable(w.number()).ifPresent(all::add);
      }
      Names names = new Names(new HashSet<>());
      if (!all.isEmpty()) {
        String marks = String.join(",", Collections.nCopies(all.size(), "?"));
        Object[] canonicals = all.stream().map(MemberName::canonical).toArray();
        Object[] skeletons = all.stream().map(MemberName::skeleton).toArray();
        names.taken.addAll(
            Sql.list(
                connection,
                "SELECT canonical FROM name WHERE canonical IN (" + marks + ")",
                r -> r.getString(1),
                canonicals));
        Sql.list(
            connection,
            "SELECT skeleton, canonical FROM name WHERE skeleton IN (" + marks + ")",
            r -> names.bySkeleton.put(r.getString(1), r.getString(2)) == null,
            skeletons);
      }
      return names;
    }

    @Nullable Creation objection(Wanted wanted) {
      MemberName id = wanted.id();
      MemberName number = wanted.number();
      if (wanted.refusal() != null || id == null) {
        return wanted.refusal();
      }
      Creation objection = objection("id", wanted.account().id(), id);
      if (objection == null && number != null && !number.canonical().equals(id.canonical())) {
        objection = objection("number", wanted.account().number(), number);
      }
      if (objection == null) {
        give(id);
        Optional.ofNullable(number).ifPresent(this::give);
      }
      return objection;
    }

    private @Nullable Creation objection(String field, String written, MemberName name) {
      if (taken.contains(name.canonical())) {
        return new Creation.Taken(field, written);
      }
      String similar = bySkeleton.get(name.skeleton());
      return similar != null && Script.differ(similar, name.canonical())
          ? new Creation.LooksLike(field, written, similar)
          : null;
    }

    private void give(MemberName name) {
      taken.add(name.canonical());
      bySkeleton.put(name.skeleton(), name.canonical());
    }
  }
}
