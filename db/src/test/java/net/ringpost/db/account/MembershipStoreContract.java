// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.db.calling.JdbcCallHistoryStore;
import net.ringpost.db.location.BindingChange;
import net.ringpost.db.location.BindingRow;
import net.ringpost.db.location.JdbcBindingStore;
import net.ringpost.db.secret.Seal;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must become of members who are shut out or leave, and of invitations. */
interface MembershipStoreContract {
  Database database();

  @BeforeEach
  default void databaseIsThere() {
    assertThat(database()).isNotNull();
  }

  /** A clock that is set by hand. */
  final class Hand extends Clock {
    private Instant now = Instant.now();

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private AccountStore accounts(Clock clock) {
    return new JdbcAccountStore(
        database(), new Seal(new byte[32]), "ringpost", 80_000, ReservedNames.of(""), clock);
  }

  private static String fresh() {
    return "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private static Account created(AccountStore accounts, String id, String number) {
    return assertInstanceOf(
            Creation.Created.class,
            accounts.create(new NewAccount(id, "correct horse", number, "Ada")))
        .account();
  }

  private void register(Account a) {
    new JdbcBindingStore(database())
        .apply(
            List.of(
                new BindingChange.Put(
                    "terminal",
                    new BindingRow(
                        a.key(),
                        "sip:a@192.0.2.1",
                        null,
                        0,
                        "call",
                        1,
                        1000,
                        Instant.now().plusSeconds(3600).toEpochMilli(),
                        "udp"))));
  }

  private long rows(String table, long account) {
    return new Sql(database().source())
        .first(
            "SELECT COUNT(*) FROM " + table + " WHERE account_key = ?",
            row -> row.getLong(1),
            account)
        .orElseThrow();
  }

  @Test
  default void disabledMember_isFoundByTheOperatorOnly_andHasNoTerminals() {
    Hand clock = new Hand();
    AccountStore accounts = accounts(clock);
    MembershipStore members = new JdbcMembershipStore(database(), clock);
    Account a = created(accounts, fresh(), "");
    register(a);
    members.disable(a);
    assertThat(accounts.find(a.id())).isEmpty();
    assertThat(accounts.find(a.number())).isEmpty();
    assertThat(rows("binding", a.key())).isZero();
    Membership seen = members.find(a.number()).orElseThrow();
    assertThat(seen).isEqualTo(new Membership(a, clock.millis(), 0, 0));
    assertThat(accounts.create(new NewAccount(a.id(), "correct horse", "", "")))
        .isEqualTo(new Creation.Taken("id", a.id()));
    register(a);
    accounts.forEachRegistered(m -> assertThat(m.account().key()).isNotEqualTo(a.key()));
    members.enable(a);
    assertThat(accounts.find(a.id()).orElseThrow().account()).isEqualTo(a);
    assertThat(kinds(members, a))
        .containsExactly(MembershipChange.Kind.DISABLED, MembershipChange.Kind.ENABLED);
  }

  private static List<MembershipChange.Kind> kinds(MembershipStore members, Account a) {
    return members.pending().stream()
        .filter(c -> c.account() == a.key())
        .map(MembershipChange::kind)
        .toList();
  }

  @Test
  default void deletedMember_isGone_withMessagesTerminalsAndHistory() {
    Hand clock = new Hand();
    AccountStore accounts = accounts(clock);
    MembershipStore members = new JdbcMembershipStore(database(), clock);
    Account a = created(accounts, fresh(), "");
    Account other = created(accounts, fresh(), "");
    register(a);
    JdbcVoicemailStore mail = new JdbcVoicemailStore(database());
    String id = UUID.randomUUID().toString().replace("-", "");
    mail.begin(
        new VoicemailRow(
            id, a.key(), id, "sip:x@y", "", 1, 2, VoicemailKind.AUDIO, 3, true, null, null, null));
    CallHistoryStore history = new JdbcCallHistoryStore(database());
    CallRow withOther = call(a.key(), other.key());
    CallRow withStranger = call(null, a.key());
    CallRow withSelf = call(a.key(), a.key());
    history.write(List.of(withOther, withStranger, withSelf));
    assertThat(members.find(a.id()).orElseThrow()).isEqualTo(new Membership(a, null, 1, 1));

    assertThat(members.delete(a)).isTrue();
    assertThat(members.delete(a)).isFalse();
    assertThat(members.find(a.id())).isEmpty();
    assertThat(accounts.find(a.number())).isEmpty();
    for (String table : List.of("account", "name", "binding", "voicemail")) {
      assertThat(rows(table, a.key())).as(table).isZero();
    }
    assertThat(history.page(a.key(), Long.MAX_VALUE, 10)).isEmpty();
    assertThat(history.page(other.key(), Long.MAX_VALUE, 10))
        .extracting(CallRow::key)
        .containsExactly(withOther.key());
    assertThat(calls(withOther, withStranger, withSelf)).isEqualTo(1);
    assertThat(kinds(members, a)).contains(MembershipChange.Kind.DELETED);

    // The end of a call that was under way.
    history.write(List.of(withStranger));
    members.heeded(members.pending().stream().filter(c -> c.account() == a.key()).toList());
    members.cleanUp();
    assertThat(calls(withStranger)).isEqualTo(1);
    clock.forward(Duration.ofDays(2));
    members.cleanUp();
    assertThat(calls(withStranger)).isZero();
  }

  private long calls(CallRow... rows) {
    return List.of(rows).stream()
        .filter(
            row ->
                new Sql(database().source())
                    .first(
                        "SELECT 1 FROM call_history WHERE call_key = ?",
                        r -> r.getInt(1),
                        Sql.bytes(row.key()))
                    .isPresent())
        .count();
  }

  private static CallRow call(@Nullable Long caller, @Nullable Long callee) {
    return new CallRow(
        UUID.randomUUID(), caller, "a", "", callee, "b", "", 5, 6L, 7L, CallOutcome.ANSWERED, 200);
  }

  @Test
  default void namesOfWhoLeft_areNobodysForNinetyDays() {
    Hand clock = new Hand();
    AccountStore accounts = accounts(clock);
    MembershipStore members = new JdbcMembershipStore(database(), clock);
    String number = "8" + System.nanoTime();
    Account a = created(accounts, fresh(), number);
    members.delete(a);
    Account other = created(accounts, fresh(), "");
    for (int days : new int[] {0, 89}) {
      clock.forward(Duration.ofDays(days));
      assertThat(accounts.create(new NewAccount(fresh(), "correct horse", number, "")))
          .isEqualTo(new Creation.Taken("number", number));
      assertThat(accounts.create(new NewAccount(a.id(), "correct horse", "", "")))
          .isEqualTo(new Creation.Taken("id", a.id()));
      assertThat(accounts.change(other, other.withNumber(number), "correct horse", false))
          .isEqualTo(new Creation.Taken("number", number));
      List<AccountStore.Imported> told = new ArrayList<>();
      accounts.importAll(
          List.of(new NewAccount(a.id(), "correct horse", "", "")).iterator(), told::add);
      assertThat(told.getFirst().creation()).isEqualTo(new Creation.Taken("id", a.id()));
    }
    clock.forward(Duration.ofDays(1));
    Account again = created(accounts, a.id(), number);
    assertThat(again.key()).isNotEqualTo(a.key());
    assertThat(accounts.find(number).orElseThrow().account()).isEqualTo(again);
  }

  @Test
  default void invitation_letsInAsManyAsItSays_untilItIsOver() throws Exception {
    Hand clock = new Hand();
    AccountStore accounts = accounts(clock);
    InvitationStore invitations = new JdbcInvitationStore(database(), clock);
    String code = invitations.make(3, Duration.ofDays(7));
    assertThat(code).matches("([a-z0-9]{4}-){3}[a-z0-9]{4}");
    String taken = fresh();
    assertThat(accounts.create(new NewAccount(taken, "correct horse", "", ""), "x-" + code))
        .isEqualTo(new Creation.NotInvited());
    String typed = " " + code.toUpperCase(java.util.Locale.ROOT).replace('-', ' ');
    assertThat(accounts.create(new NewAccount(taken, "correct horse", "", ""), typed))
        .isInstanceOf(Creation.Created.class);
    // What is refused does not use it up.
    for (int i = 0; i < 5; i++) {
      assertThat(accounts.create(new NewAccount(taken, "correct horse", "", ""), code))
          .isInstanceOf(Creation.Taken.class);
    }
    int created = 0;
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Callable<Creation>> signUps =
          IntStream.range(0, 8)
              .<Callable<Creation>>mapToObj(
                  i ->
                      () -> accounts.create(new NewAccount(fresh(), "correct horse", "", ""), code))
              .toList();
      for (Future<Creation> future : many.invokeAll(signUps)) {
        created += future.get() instanceof Creation.Created ? 1 : 0;
      }
    }
    assertThat(created).isEqualTo(2);
    String later = invitations.make(1, Duration.ofDays(7));
    clock.forward(Duration.ofDays(7));
    assertThat(accounts.create(new NewAccount(fresh(), "correct horse", "", ""), later))
        .isEqualTo(new Creation.NotInvited());
    assertThat(invitations.list()).extracting(Invitation::beginning).doesNotContain(later);
  }

  @Test
  default void revokedInvitation_isNone() {
    Hand clock = new Hand();
    InvitationStore invitations = new JdbcInvitationStore(database(), clock);
    String code = invitations.make(5, null);
    String beginning = code.substring(0, 4);
    assertThat(invitations.list())
        .filteredOn(i -> i.beginning().equals(beginning))
        .containsExactly(new Invitation(beginning, 5, clock.millis(), null));
    assertThat(invitations.revoke(beginning)).isEqualTo(1);
    assertThat(invitations.revoke(code)).isZero();
    assertThat(accounts(clock).create(new NewAccount(fresh(), "correct horse", "", ""), code))
        .isEqualTo(new Creation.NotInvited());
  }
}
