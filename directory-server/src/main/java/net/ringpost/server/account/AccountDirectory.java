// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.AccountStore;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.server.packed.LongTable;
import org.jspecify.annotations.Nullable;

/**
 * Members by name, in memory: what is asked for often is answered without the database, also while
 * that is away. Members who have a terminal on are there from soon after the start on.
 */
public final class AccountDirectory implements MemberLookup {
  /** Each takes some 200 bytes and is there under two names: a third of the heap at most. */
  private static final int MOST_NAMES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 300, 100_000, 20_000_000);

  private static final int MOST_STRANGERS = 100_000;
  private static final int CHANGE_COUNTERS = 1024;

  /** An import by another process becomes known after this time at the latest. */
  private static final Duration STRANGER_LASTS = Duration.ofSeconds(5);

  private final AccountStore store;
  private final Executor loop;
  private final Executor lookups;
  private final LongTable members = new LongTable(MOST_NAMES);
  private final Cache<String, NotFound> strangers =
      Caffeine.newBuilder().maximumSize(MOST_STRANGERS).expireAfterWrite(STRANGER_LASTS).build();

  /** So that nobody can choose names that get in each other's way. */
  private final long seed = new SecureRandom().nextLong() | 1;

  /** Counts changes: what was read before one is not kept after it. */
  private final AtomicLong changes = new AtomicLong();

  /** Counts the changes of each name, some names together. */
  private final AtomicLongArray changesOf = new AtomicLongArray(CHANGE_COUNTERS);

  /**
   * @param loop the one thread of signalling
   * @param lookups may block, and may refuse when it has too much to do
   */
  public AccountDirectory(AccountStore store, Executor loop, Executor lookups) {
    this.store = store;
    this.loop = loop;
    this.lookups = lookups;
  }

  /**
   * Remembers every member who has a terminal on record; blocks. If the database goes away
   * meanwhile, or a member is changed, the others are looked up when they are asked for.
   */
  public void warm() {
    long before = changes.get();
    try {
      store.forEachRegistered(
          member -> {
            if (changes.get() == before) {
              remember(member, before);
            }
          });
    } catch (StoreUnavailableException | StoreException away) {
      System.getLogger(AccountDirectory.class.getName())
          .log(System.Logger.Level.WARNING, "Members cannot be read: {0}", away.getMessage());
    }
  }

  @Override
  public void find(String name, Then then) {
    String canonical = MemberName.canonical(name);
    Result known = known(canonical);
    if (known != null) {
      then.found(known);
      return;
    }
    try {
      lookups.execute(() -> answer(canonical, then));
    } catch (RejectedExecutionException busy) {
      then.found(Unavailable.UNAVAILABLE);
    }
  }

  private void answer(String canonical, Then then) {
    long before = changesOf.get(counter(canonical));
    Result found;
    try {
      found = load(canonical);
    } catch (StoreUnavailableException | StoreException away) {
      found = Unavailable.UNAVAILABLE;
    }
    Result result = found;
    loop.execute(
        () -> {
          if (changesOf.get(counter(canonical)) == before) {
            then.found(result);
          } else {
            // Changed meanwhile: an old password must not let anybody in after a new one is set.
            find(canonical, then);
          }
        });
  }

  private int counter(String canonical) {
    return (int) hash(canonical) & (CHANGE_COUNTERS - 1);
  }

  /**
   * The member with this ID or number; blocks.
   *
   * @throws StoreUnavailableException if the database would have to be asked, and is away
   */
  public Optional<Member> find(String name) {
    String canonical = MemberName.canonical(name);
    Result known = known(canonical);
    Result found = known == null ? load(canonical) : known;
    return found instanceof Found one ? Optional.of(one.member()) : Optional.empty();
  }

  private @Nullable Result known(String canonical) {
    byte[] member = members.get(hash(canonical));
    return member != null && PackedMember.isNamed(member, canonical)
        ? new Found(PackedMember.unpack(member))
        : strangers.getIfPresent(canonical);
  }

  private Result load(String canonical) {
    long before = changes.get();
    Optional<Member> member = store.find(canonical);
    if (changes.get() == before) {
      member.ifPresentOrElse(
          m -> remember(m, before), () -> strangers.put(canonical, NotFound.NOT_FOUND));
    }
    return member.<Result>map(Found::new).orElse(NotFound.NOT_FOUND);
  }

  private void remember(Member member, long before) {
    String id = MemberName.canonical(member.account().id());
    String number = MemberName.canonical(member.account().number());
    byte[] packed = PackedMember.pack(member, id, number);
    members.put(hash(id), packed);
    members.put(hash(number), packed);
    // A change in this very moment has forgotten the member before this was put there.
    if (changes.get() != before) {
      members.remove(hash(id));
      members.remove(hash(number));
    }
  }

  private long hash(String canonical) {
    long h = seed;
    for (int i = 0; i < canonical.length(); i++) {
      h = (h + canonical.charAt(i)) * seed;
      h ^= h >>> 29;
    }
    return h;
  }

  /** Forgets what is known of a member who was changed, and that nobody had his names. */
  void changed(Account account) {
    changed(account.id(), account.number());
  }

  /** As {@link #changed(Account)}, by ID and number. */
  void changed(String id, String number) {
    changes.incrementAndGet();
    for (String name : new String[] {id, number}) {
      String canonical = MemberName.canonical(name);
      changesOf.incrementAndGet(counter(canonical));
      members.remove(hash(canonical));
      strangers.invalidate(canonical);
    }
  }
}
