// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.MembershipChange;
import net.ringpost.db.account.MembershipStore;

/**
 * Heeds what is changed about members in the database, by this server or by a command beside it:
 * what is in memory is forgotten, what the member's telephones have going on ends.
 */
public final class MembershipWatch implements AutoCloseable {
  /** So soon a command's change is heeded. */
  private static final long LOOK_EVERY_MILLIS = 500;

  private final MembershipStore store;
  private final AccountDirectory directory;
  private final SignOut signOut;
  private final Departure departure;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("members").daemon().factory());

  /** Removes what a member who was deleted has outside the database. */
  @FunctionalInterface
  public interface Departure {
    /**
     * Removes it; blocks. What fails is left to the daily clean-up.
     *
     * @param account the member's account key
     */
    void of(long account);
  }

  /**
   * @param directory forgets who was changed
   * @param signOut ends what telephones of theirs have going on
   */
  public MembershipWatch(
      MembershipStore store, AccountDirectory directory, SignOut signOut, Departure departure) {
    this.store = store;
    this.directory = directory;
    this.signOut = signOut;
    this.departure = departure;
  }

  /** Looks twice a second from now on, and cleans up now and once a day. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    var unusedToo =
        thread.scheduleWithFixedDelay(() -> guarded(store::cleanUp), 0, 1, TimeUnit.DAYS);
  }

  private void look() {
    guarded(this::heed);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (StoreUnavailableException | StoreException away) {
      // Others say that the database is away; it is tried again.
      System.getLogger(MembershipWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "Members cannot be looked after: {0}", away.getMessage());
    }
  }

  /**
   * Heeds what has not been yet; blocks until it is.
   *
   * @throws StoreUnavailableException while the database is away
   */
  public synchronized void heed() {
    List<MembershipChange> changes = store.pending();
    for (MembershipChange change : changes) {
      directory.changed(change.id(), change.number());
      if (change.kind() != MembershipChange.Kind.ENABLED) {
        signOut.everywhere(change.account());
      }
      if (change.kind() == MembershipChange.Kind.DELETED) {
        departure.of(change.account());
      }
    }
    if (!changes.isEmpty()) {
      store.heeded(changes);
    }
  }

  /**
   * Deletes a member, whole, at the member's own wish.
   *
   * @throws StoreUnavailableException while the database is away: then nothing was deleted
   */
  void delete(Account account) {
    if (store.delete(account)) {
      directory.changed(account);
      // If the database goes away in this very moment, the rest follows when it is back.
      look();
    }
  }

  /** Ends looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
