// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.ringpost.db.Database;
import net.ringpost.db.RawTables;
import net.ringpost.db.secret.Seal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of members must do. */
interface AccountStoreContract {
  Database database();

  /**
   * That there is none to test with has to be said by the test's own thread, so that it is skipped.
   */
  @BeforeEach
  default void databaseIsThere() {
    assertThat(database()).isNotNull();
  }

  /** One store for a database, as a server has. */
  java.util.Map<Database, AccountStore> STORES = new java.util.concurrent.ConcurrentHashMap<>();

  default AccountStore store() {
    return STORES.computeIfAbsent(
        database(),
        d ->
            new JdbcAccountStore(
                d,
                new Seal(new byte[32]),
                "ringpost",
                1000,
                ReservedNames.of(ReservedNames.STANDARD),
                Clock.systemUTC()));
  }

  private static String fresh() {
    return "n" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private Account created(String id, String number) {
    return assertInstanceOf(
            Creation.Created.class,
            store().create(new NewAccount(id, "correct horse", number, "Ada")))
        .account();
  }

  @Test
  default void member_isFoundByIdAndNumber() {
    String id = fresh();
    String number = fresh();
    created(id, number);
    Member byNumber = store().find(number).orElseThrow();
    assertThat(store().find(id)).contains(byNumber);
    assertThat(byNumber.account().displayName()).isEqualTo("Ada");
    assertThat(byNumber.credentials().matches(id, "ringpost", "correct horse")).isTrue();
    assertThat(byNumber.credentials().matches(id, "ringpost", "wrong horse")).isFalse();
  }

  @Test
  default void objections_areAllThereAre_andTakeNothing() {
    String id = fresh();
    String number = fresh();
    created(id, number);
    NewAccount wrong = new NewAccount(id, "correct horse", "a b", "");
    assertThat(store().objections(wrong, "no-such-code"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Creation.Taken("id", id)),
            second ->
                assertThat(second)
                    .isInstanceOfSatisfying(
                        Creation.Unacceptable.class,
                        u -> assertThat(u.field()).isEqualTo("number")),
            third -> assertThat(third).isInstanceOf(Creation.NotInvited.class));
    NewAccount taken = new NewAccount("a:b", "correct horse", number, "");
    assertThat(store().objections(taken, null))
        .hasSize(2)
        .contains(new Creation.Taken("number", number));
    NewAccount right = new NewAccount(fresh(), "correct horse", "", "");
    assertThat(store().objections(right, null)).isEmpty();
    assertThat(store().create(right)).isInstanceOf(Creation.Created.class);
  }

  @Test
  default void takenName_isRefusedInWhateverSpelling() {
    String id = fresh();
    created(id, "");
    Creation again =
        store()
            .create(new NewAccount(id.toUpperCase(java.util.Locale.ROOT), "another horse", "", ""));
    assertThat(again).isEqualTo(new Creation.Taken("id", id.toUpperCase(java.util.Locale.ROOT)));
    assertThat(store().create(new NewAccount(fresh(), "another horse", id, "")))
        .isEqualTo(new Creation.Taken("number", id));
  }

  @Test
  default void numberThatLooksLikeAnother_isRefused() {
    created(fresh(), "scope" + fresh().substring(0, 8).replaceAll("[^0-9]", "1"));
    String latin = "paypac" + System.nanoTime();
    created(fresh(), latin);
    String cyrillic = latin.replace('p', 'р').replace('a', 'а').replace('y', 'у').replace('c', 'с');
    assertThat(store().create(new NewAccount(fresh(), "another horse", cyrillic, "")))
        .isEqualTo(new Creation.LooksLike("number", cyrillic, latin));
  }

  @Test
  default void nextNumber_isFreeAndPlainAndNeverGivenTwice() throws Exception {
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Callable<Creation>> signUps =
          IntStream.range(0, 40)
              .<Callable<Creation>>mapToObj(
                  i -> () -> store().create(new NewAccount(fresh(), "correct horse", "", "")))
              .toList();
      List<String> numbers = new ArrayList<>();
      for (Future<Creation> future : many.invokeAll(signUps)) {
        numbers.add(assertInstanceOf(Creation.Created.class, future.get()).account().number());
      }
      assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("[1-9][0-9]{3,}"));
    }
  }

  @Test
  default void sameNameWantedByMany_isGivenOnce() throws Exception {
    String number = fresh();
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Callable<Creation>> signUps =
          IntStream.range(0, 16)
              .<Callable<Creation>>mapToObj(
                  i -> () -> store().create(new NewAccount(fresh(), "correct horse", number, "")))
              .toList();
      int created = 0;
      for (Future<Creation> future : many.invokeAll(signUps)) {
        created += future.get() instanceof Creation.Created ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    }
  }

  @Test
  default void choicesAboutVoicemail_areKept() {
    Account a = created(fresh(), "");
    assertThat(a.voicemail()).isEqualTo(VoicemailChoice.STANDARD);
    assertThat(voicemail(a)).isEqualTo(VoicemailChoice.STANDARD);
    String greeting = "0123456789abcdef0123456789abcdef";
    assertThat(store().changeGreeting(a, greeting)).isEmpty();
    Set<VoicemailReason> off = Set.of(VoicemailReason.BUSY, VoicemailReason.NO_ANSWER);
    VoicemailChoice chosen = new VoicemailChoice(off, GreetingLanguage.KO, greeting, true);
    Account changed =
        new Account(a.key(), a.id(), a.number(), "", null, false, 30, a.createdAt(), chosen, false);
    assertThat(store().change(a, changed, "correct horse", false))
        .isEqualTo(new Creation.Created(changed));
    assertThat(voicemail(a)).isEqualTo(chosen);
    assertThat(store().find(MemberName.canonical(a.id())).orElseThrow().account().listed())
        .isFalse();
    assertThat(store().change(changed, changed.withNumber(fresh()), "a good password", false))
        .isInstanceOf(Creation.Created.class);
    assertThat(voicemail(a)).isEqualTo(chosen);
    assertThat(store().changeGreeting(a, null)).contains(greeting);
    assertThat(voicemail(a)).isEqualTo(new VoicemailChoice(off, GreetingLanguage.KO, null, false));
  }

  private VoicemailChoice voicemail(Account a) {
    String id = MemberName.canonical(a.id());
    return store().find(id).orElseThrow().account().voicemail();
  }

  @Test
  default void changedMember_isFoundChanged() {
    String id = fresh();
    Account a = created(id, "");
    String number = fresh();
    Account wanted =
        new Account(a.key(), a.id(), number, "새 이름", Reach.HANDOVER, true, 40, a.createdAt());
    assertThat(store().change(a, wanted, "a new horse", true))
        .isEqualTo(new Creation.Created(wanted));
    Member changed = store().find(number).orElseThrow();
    assertThat(changed.account())
        .isEqualTo(
            new Account(a.key(), id, number, "새 이름", Reach.HANDOVER, true, 40, a.createdAt()));
    assertThat(changed.credentials())
        .isEqualTo(Credentials.of(id, number, "ringpost", "a new horse"));
    assertThat(store().find(a.number())).isEmpty();
  }

  @Test
  default void anotherPlan_beginsWithItsFirstNumber_andLeavesOutWhatIsTaken() {
    AccountStore other =
        new JdbcAccountStore(
            database(),
            new Seal(new byte[32]),
            "ringpost",
            7000,
            ReservedNames.of("7001"),
            Clock.systemUTC());
    created(fresh(), "7002");
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Creation creation = other.create(new NewAccount(fresh(), "correct horse", "", ""));
      given.add(assertInstanceOf(Creation.Created.class, creation).account().number());
    }
    assertThat(given).containsExactly("7000", "7003", "7004");
    // The first plan goes on where it was.
    assertThat(created(fresh(), "").number()).matches("[1-6][0-9]{3}");
  }

  @Test
  default void neitherPasswordsNorTheirDigests_areReadableInTheTables() throws SQLException {
    String id = fresh();
    String number = fresh();
    String imported = fresh();
    String first = "first " + fresh();
    String second = "second " + fresh();
    Creation creation = store().create(new NewAccount(id, first, number, "Ada"));
    String created = RawTables.text(database());
    store().changePassword(assertInstanceOf(Creation.Created.class, creation).account(), second);
    store().importAll(List.of(new NewAccount(imported, first, "", "")).iterator(), told -> {});
    String given = store().find(imported).orElseThrow().account().number();
    String changed = RawTables.text(database());

    // It is where the secrets would be.
    assertThat(created.contains(id) && changed.contains(imported)).isTrue();
    assertNothingOf(first, Credentials.of(id, number, "ringpost", first), created);
    assertNothingOf(second, Credentials.of(id, number, "ringpost", second), changed);
    assertNothingOf(first, Credentials.of(imported, given, "ringpost", first), changed);
  }

  private static void assertNothingOf(String password, Credentials known, String tables) {
    assertThat(tables.contains(password)).as("the password").isFalse();
    for (byte[] digest :
        List.of(known.idSha256(), known.idMd5(), known.numberSha256(), known.numberMd5())) {
      String plain = new String(digest, StandardCharsets.ISO_8859_1);
      String hex = HexFormat.of().formatHex(digest);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(digest);
      for (String form : List.of(plain, hex, hex.toUpperCase(Locale.ROOT), base64)) {
        assertThat(tables.contains(form)).as(hex).isFalse();
      }
    }
  }

  @Test
  default void import_tellsOfEachLine() {
    String taken = fresh();
    created(taken, "");
    String twice = fresh();
    List<NewAccount> lines = new ArrayList<>();
    IntStream.range(0, 2500)
        .forEach(
            i ->
                lines.add(
                    new NewAccount(fresh(), "correct horse", i % 2 == 0 ? "" : fresh(), "M")));
    lines.set(7, new NewAccount(taken, "correct horse", "", ""));
    lines.set(8, new NewAccount(twice, "correct horse", "", ""));
    lines.set(9, new NewAccount(twice, "correct horse", "", ""));
    lines.set(2100, new NewAccount("has space", "correct horse", "", ""));
    List<AccountStore.Imported> told = new ArrayList<>();
    store().importAll(lines.iterator(), told::add);
    assertThat(told).hasSize(2500);
    assertThat(told)
        .filteredOn(i -> !(i.creation() instanceof Creation.Created))
        .extracting(AccountStore.Imported::index)
        .containsExactly(7, 9, 2100);
    Account last = ((Creation.Created) told.getLast().creation()).account();
    assertThat(store().find(last.id()).orElseThrow().account()).isEqualTo(last);
  }

  @Test
  default void refusedSignUps_useUpNoNumbers() {
    AccountStore plan = store(70_000, "70001,911");
    String taken = fresh();
    plan.create(new NewAccount(taken, "correct horse", "", ""));
    for (NewAccount refused :
        List.of(
            new NewAccount(taken, "correct horse", "", ""),
            new NewAccount("has space", "correct horse", "", ""),
            new NewAccount("911", "correct horse", "", ""),
            new NewAccount(fresh(), "correct horse", "", "Ada\u202e"))) {
      assertThat(plan.create(refused)).isNotInstanceOf(Creation.Created.class);
    }
    List<AccountStore.Imported> told = new ArrayList<>();
    plan.importAll(
        List.of(
                new NewAccount(taken, "correct horse", "", ""),
                new NewAccount(fresh(), "correct horse", "70003", ""),
                new NewAccount("*97", "correct horse", "", ""),
                new NewAccount(fresh(), "correct horse", "", ""))
            .iterator(),
        told::add);
    // 70001 is reserved, and 70003 is asked for in the same batch.
    assertThat(told.getLast().creation())
        .isInstanceOfSatisfying(
            Creation.Created.class, c -> assertThat(c.account().number()).isEqualTo("70002"));
    assertThat(plan.create(new NewAccount(fresh(), "correct horse", "", "")))
        .isInstanceOfSatisfying(
            Creation.Created.class, c -> assertThat(c.account().number()).isEqualTo("70004"));
  }

  private AccountStore store(long planStart, String reserved) {
    return new JdbcAccountStore(
        database(),
        new Seal(new byte[32]),
        "ringpost",
        planStart,
        ReservedNames.of(reserved),
        Clock.systemUTC());
  }

  @Test
  default void sameIdWantedByMany_usesUpOneNumber() throws Exception {
    AccountStore plan = store(71_000, "");
    String id = fresh();
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Callable<Creation>> signUps =
          IntStream.range(0, 16)
              .<Callable<Creation>>mapToObj(
                  i -> () -> plan.create(new NewAccount(id, "correct horse", "", "")))
              .toList();
      for (Future<Creation> future : many.invokeAll(signUps)) {
        assertThat(future.get()).isNotNull();
      }
    }
    assertThat(plan.create(new NewAccount(fresh(), "correct horse", "", "")))
        .isInstanceOfSatisfying(
            Creation.Created.class, c -> assertThat(c.account().number()).isEqualTo("71001"));
  }

  @Test
  default void whatStandsAroundAName_isNotKept() {
    String id = fresh();
    Account a = created(" " + id + "\n", "\t" + id + "2 ");
    assertThat(a.id()).isEqualTo(id);
    assertThat(a.number()).isEqualTo(id + "2");
    assertThat(
            store().find(id).orElseThrow().credentials().matches(id, "ringpost", "correct horse"))
        .isTrue();
  }

  @Test
  default void changeWithARefusedNumber_changesNothing() {
    Account a = created(fresh(), "");
    Account other = created(fresh(), "");
    Account wanted =
        new Account(
            a.key(), a.id(), other.number(), "Else", Reach.HANDOVER, true, 40, a.createdAt());
    assertThat(store().change(a, wanted, "a new horse", true))
        .isEqualTo(new Creation.Taken("number", other.number()));
    Member still = store().find(MemberName.canonical(a.id())).orElseThrow();
    assertThat(still.account()).isEqualTo(a);
    assertThat(still.credentials().matches(a.id(), "ringpost", "correct horse")).isTrue();
  }

  @Test
  default void reservedNumber_isNotChangedTo() {
    Account a = created(fresh(), "");
    for (String reserved : List.of("112", "*98", "#1")) {
      assertThat(store().change(a, a.withNumber(reserved), "correct horse", false))
          .isInstanceOfSatisfying(
              Creation.Unacceptable.class, u -> assertThat(u.field()).isEqualTo("number"));
    }
  }
}
