// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import net.ringpost.db.Database;
import net.ringpost.db.StoreException;
import org.junit.jupiter.api.Test;

/** What every store of terminals must do. */
interface BindingStoreContract {
  Database database();

  private static BindingRow row(long account, String contact, long expires) {
    return new BindingRow(
        account, contact, null, 0, "call", 7, 1000, expires, "UDP 127.0.0.1:5060");
  }

  private List<BindingRow> of(long account) {
    List<BindingRow> found = new ArrayList<>();
    new JdbcBindingStore(database()).loadAll(row -> found.add(row));
    found.removeIf(row -> row.accountKey() != account);
    return found;
  }

  @Test
  default void lastChangeOfATerminal_isWhatIsLoaded() {
    long account = ThreadLocalRandom.current().nextLong(1L << 50);
    String longContact = "sip:a@127.0.0.1;x=" + "y".repeat(1500);
    BindingStore store = new JdbcBindingStore(database());
    store.apply(
        List.of(
            new BindingChange.Put(longContact, row(account, longContact, 1)),
            new BindingChange.Put("b", row(account, "sip:b@h", 5)),
            new BindingChange.Remove(account, "b"),
            new BindingChange.Put(longContact, row(account, longContact, 2)),
            new BindingChange.Put("c", row(account, "sip:c@h", 9))));
    assertThat(of(account))
        .containsExactlyInAnyOrder(row(account, longContact, 2), row(account, "sip:c@h", 9));
    store.apply(
        List.of(
            new BindingChange.Remove(account, "never there"),
            new BindingChange.Remove(account, "c")));
    assertThat(of(account)).containsExactly(row(account, longContact, 2));
  }

  @Test
  default void terminalsThatMoved_areAtTheirNewPlacesOnly() {
    long account = ThreadLocalRandom.current().nextLong(1L << 50);
    long other = account + 1;
    BindingStore store = new JdbcBindingStore(database());
    List<BindingChange> came = new ArrayList<>();
    List<BindingChange> moved = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      String before = "sip:" + i + "@before";
      String after = "sip:" + i + "@after";
      came.add(new BindingChange.Put(before, row(account, before, 5)));
      moved.add(new BindingChange.Remove(account, before));
      moved.add(new BindingChange.Put(after, row(account, after, 6)));
    }
    came.add(new BindingChange.Put("sip:1@before", row(other, "sip:1@before", 5)));
    store.apply(came);
    store.apply(moved);
    assertThat(of(account))
        .hasSize(1500)
        .allSatisfy(row -> assertThat(row.contact()).endsWith("@after"));
    assertThat(of(other)).hasSize(1);
  }

  @Test
  default void changesOfWhichOneIsRefused_areNotMade() {
    long account = ThreadLocalRandom.current().nextLong(1L << 50);
    BindingStore store = new JdbcBindingStore(database());
    BindingChange good = new BindingChange.Put("a", row(account, "sip:a@h", 5));
    BindingChange tooLong = new BindingChange.Put("b", row(account, "sip:" + "b".repeat(3000), 5));
    BindingChange other = new BindingChange.Put("c", row(account, "sip:c@h", 5));
    assertThatThrownBy(() -> store.apply(List.of(good, tooLong, other)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(
            () -> store.apply(List.of(good, new BindingChange.Remove(account, "c"), tooLong)))
        .isInstanceOf(StoreException.class);
    assertThat(of(account)).isEmpty();
    store.apply(List.of(good, other));
    assertThat(of(account)).hasSize(2);
    store.apply(List.of());
  }

  @Test
  default void expiredTerminals_areForgotten() {
    long account = ThreadLocalRandom.current().nextLong(1L << 50);
    BindingStore store = new JdbcBindingStore(database());
    store.apply(
        List.of(
            new BindingChange.Put("a", row(account, "sip:a@h", 100)),
            new BindingChange.Put("b", row(account, "sip:b@h", 5_000_000))));
    store.removeExpired(1000);
    assertThat(of(account)).containsExactly(row(account, "sip:b@h", 5_000_000));
  }
}
