// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.auth.RepeatedAttempts;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * HTTP Basic (RFC 7617) with ID or number and password. A wrong password and an unknown number are
 * answered alike, after the same work.
 */
public final class BasicSignIn implements HandlerMethodArgumentResolver {
  private static final String SCHEME = "Basic ";

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
  public BasicSignIn(Function<String, Optional<Member>> members, String realm) {
    this.members = members;
    this.realm = realm;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(SignedIn.class);
  }

  @Override
  public SignedIn resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
    if (http == null) {
      throw new IllegalStateException("not an HTTP request");
    }
    return signIn(http.getHeader(HttpHeaders.AUTHORIZATION), http.getRemoteAddr());
  }

  private SignedIn signIn(@Nullable String authorization, String address) {
    String[] parts = parts(authorization);
    InetAddress source = address(address);
    String name = MemberName.canonical(parts[0]);
    refuse(source, name);
    holdBack(source, name);
    long begun = System.nanoTime();
    Optional<Member> member = members.apply(parts[0]);
    Account account = member.map(Member::account).orElse(null);
    boolean right =
        member
            .map(Member::credentials)
            .orElse(NOBODYS)
            .matches(account == null ? "-" : account.id(), realm, parts[1]);
    note(source, name, parts[1], right && account != null);
    if (right && member.isPresent()) {
      return new SignedIn(member.get(), parts[1]);
    }
    if (member.isPresent()) {
      // What an unknown name costs: a search, which fails if the database is away.
      var unused = members.apply(parts[0] + NOBODYS_NAME);
    }
    waitUntil(begun + EVEN_NANOS);
    throw challenge("The ID or number, or the password, is wrong.");
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

  private String[] parts(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw challenge("This is for members: sign in with ID or number and password (HTTP Basic).");
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon >= 0) {
        return new String[] {text.substring(0, colon), text.substring(colon + 1)};
      }
    } catch (IllegalArgumentException notBase64) {
      throw challenge(
          "The Authorization header cannot be read: after Basic belongs ID:password in Base64"
              + " (RFC 7617), and this is not Base64.");
    }
    throw challenge(
        "The Authorization header cannot be read: after Basic belongs ID:password in Base64"
            + " (RFC 7617), and in this there is no colon.");
  }

  private Problem challenge(String detail) {
    Problem problem = new Problem(HttpStatus.UNAUTHORIZED, detail);
    problem
        .getHeaders()
        .add(
            HttpHeaders.WWW_AUTHENTICATE,
            "Basic realm=\"" + realm.replaceAll("[\"\\\\]", "") + "\", charset=\"UTF-8\"");
    return problem;
  }

  private static Problem tooMany(long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
    Problem problem =
        new Problem(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many wrong passwords: try again in " + seconds + " seconds.");
    problem.getHeaders().add(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return problem;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the peer's address is no address: " + literal, e);
    }
  }
}
