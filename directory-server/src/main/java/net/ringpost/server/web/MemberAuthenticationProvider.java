// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.auth.RepeatedAttempts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Checks ID or number and password of HTTP Basic (RFC 7617). A wrong password and an unknown number
 * are answered alike, after the same work. Who guesses is refused for a while. For any thread; it
 * may block.
 */
public final class MemberAuthenticationProvider implements AuthenticationProvider {
  /** A name ending so is nobody's: sign-up refuses control characters. */
  private static final String NOBODYS_NAME = "\u0001";

  /** A refusal comes no sooner, whatever had to be searched for. */
  private static final long EVEN_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** Each holds a thread. */
  private static final int MOST_HELD_BACK = 20;

  private static final int REPEATS = 50_000;
  private static final Credentials NOBODYS = Credentials.of("-", "-", "-", "-");

  private final Function<String, Optional<Member>> members;
  private final String realm;
  private final FailureLimiter limiter = new FailureLimiter();
  private final RepeatedAttempts repeats =
      new RepeatedAttempts(Duration.ofMinutes(1), Duration.ZERO, REPEATS);
  private final Semaphore heldBack = new Semaphore(MOST_HELD_BACK);

  /**
   * @param members finds a member by ID or number; may block
   * @param realm of passwords
   */
  public MemberAuthenticationProvider(Function<String, Optional<Member>> members, String realm) {
    this.members = members;
    this.realm = realm;
  }

  /** The realm of passwords. */
  String realm() {
    return realm;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /**
   * Checks ID or number and password.
   *
   * @param token as {@link BasicCredentialsConverter} makes it
   * @return with a {@link SignedIn} as its principal
   * @throws RefusedAuthentication if they are wrong, or are not looked at for now
   * @throws InternalAuthenticationServiceException if they cannot be looked for in the database
   */
  @Override
  public Authentication authenticate(Authentication token) {
    if (!(token.getDetails() instanceof InetAddress source)
        || !(token.getCredentials() instanceof String password)) {
      throw new IllegalArgumentException("these are no credentials of HTTP Basic");
    }
    try {
      SignedIn who = signIn(token.getName(), password, source);
      return UsernamePasswordAuthenticationToken.authenticated(who, null, List.of());
    } catch (StoreException | StoreUnavailableException e) {
      throw new InternalAuthenticationServiceException("the member cannot be looked for", e);
    }
  }

  private SignedIn signIn(String given, String password, InetAddress source) {
    String name = MemberName.canonical(given);
    refuse(source, name);
    holdBack(source, name);
    long begun = System.nanoTime();
    Optional<Member> member = members.apply(given);
    Account account = member.map(Member::account).orElse(null);
    boolean right =
        member
            .map(Member::credentials)
            .orElse(NOBODYS)
            .matches(account == null ? "-" : account.id(), realm, password);
    note(source, name, password, right && account != null);
    if (right && member.isPresent()) {
      return new SignedIn(member.get(), password);
    }
    if (member.isPresent()) {
      // What an unknown name costs: a search, which fails if the database is away.
      var unused = members.apply(given + NOBODYS_NAME);
    }
    waitUntil(begun + EVEN_NANOS);
    throw new RefusedAuthentication(
        new Problem(HttpStatus.UNAUTHORIZED, "The ID or number, or the password, is wrong."));
  }

  private void refuse(InetAddress source, String name) {
    long wait;
    // The limiter belongs to one thread at a time; web requests come on many.
    synchronized (limiter) {
      wait = limiter.refusedFor(source, name, System.nanoTime());
    }
    if (wait > 0) {
      throw tooMany(wait);
    }
  }

  /** While others guess at an account, who never guessed has to wait, but gets in. */
  private void holdBack(InetAddress source, String name) {
    long slow;
    synchronized (limiter) {
      slow = limiter.slowedFor(source, name, System.nanoTime());
    }
    if (slow == 0) {
      return;
    }
    if (!heldBack.tryAcquire()) {
      throw tooMany(slow);
    }
    try {
      waitUntil(System.nanoTime() + slow);
    } finally {
      heldBack.release();
    }
    refuse(source, name);
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** A program that sends the same wrong password again and again learns nothing by it. */
  private void note(InetAddress source, String name, String password, boolean right) {
    synchronized (limiter) {
      long now = System.nanoTime();
      if (right) {
        limiter.succeeded(source, name, now);
      } else if (!repeats.failed(source, name, password, now)) {
        limiter.failed(source, name, now);
      }
    }
  }

  private static RefusedAuthentication tooMany(long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
    Problem problem =
        new Problem(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many wrong passwords: try again in " + seconds + " seconds.");
    problem.getHeaders().add(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return new RefusedAuthentication(problem);
  }
}
