// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.NewAccount;
import org.jspecify.annotations.Nullable;

/** The door for people who want to be members: who may come in, and how many at a time. Blocks. */
public final class SignUps {
  /** What became of a sign-up. */
  public sealed interface Outcome {}

  /** It was looked at: the person is a member, or something about it was refused. */
  public record Decided(Creation creation) implements Outcome {}

  /** Nobody may sign up here. */
  public record Closed() implements Outcome {}

  /**
   * Too many came from the same address.
   *
   * @param retryAfter after this time one more may
   */
  public record TooMany(Duration retryAfter) implements Outcome {}

  private final AccountService accounts;
  private final SignUpPolicy policy;
  private final SignUpLimiter limiter;
  private final LongSupplier clock;

  /**
   * @param perHour how many accounts an address may make an hour; 0 for as many as are wanted
   * @param clock {@code System::nanoTime}, outside tests
   */
  public SignUps(AccountService accounts, SignUpPolicy policy, int perHour, LongSupplier clock) {
    this.accounts = accounts;
    this.policy = policy;
    this.limiter = new SignUpLimiter(perHour);
    this.clock = clock;
  }

  /** Who may sign up. */
  public SignUpPolicy policy() {
    return policy;
  }

  /**
   * Signs somebody up.
   *
   * @param invitation the code that was typed; empty for none
   * @param from the address of whoever asks
   * @throws net.ringpost.db.StoreUnavailableException while the database is away
   */
  public Outcome signUp(NewAccount wanted, String invitation, InetAddress from) {
    if (policy == SignUpPolicy.CLOSED) {
      return new Closed();
    }
    Duration wait = limiter.take(from, clock.getAsLong());
    if (wait.isPositive()) {
      return new TooMany(wait);
    }
    boolean created = false;
    try {
      Creation creation = accounts.signUp(wanted, needed(invitation));
      created = creation instanceof Creation.Created;
      return new Decided(creation);
    } finally {
      if (!created) {
        limiter.refused(from, clock.getAsLong());
      }
    }
  }

  private @Nullable String needed(String invitation) {
    return policy == SignUpPolicy.INVITE ? invitation : null;
  }

  /**
   * All that is to be said against a sign-up that was refused, one for each field; a person
   * corrects it in one go then.
   *
   * @param invitation the code that was typed; empty for none
   * @throws net.ringpost.db.StoreUnavailableException while the database is away
   */
  public List<Creation> objections(NewAccount wanted, String invitation) {
    return accounts.objections(wanted, needed(invitation));
  }
}
