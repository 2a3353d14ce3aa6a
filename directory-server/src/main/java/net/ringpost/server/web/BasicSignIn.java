// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.sip.auth.FailureLimiter;
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
  private static final Credentials NOBODYS = Credentials.of("-", "-", "-", "-");

  private final Function<String, Optional<Member>> members;
  private final String realm;
  private final FailureLimiter limiter = new FailureLimiter();

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
    long wait = refusedFor(source, name);
    if (wait > 0) {
      throw tooMany(wait);
    }
    Optional<Member> member = members.apply(parts[0]);
    Account account = member.map(Member::account).orElse(null);
    boolean right =
        member
            .map(Member::credentials)
            .orElse(NOBODYS)
            .matches(account == null ? "-" : account.id(), realm, parts[1]);
    note(source, name, right && account != null);
    if (!right || member.isEmpty()) {
      throw challenge("The ID or number, or the password, is wrong.");
    }
    return new SignedIn(member.get(), parts[1]);
  }

  // The limiter belongs to one thread at a time; web requests come on many.
  private long refusedFor(InetAddress source, String name) {
    synchronized (limiter) {
      return limiter.refusedFor(source, name, System.nanoTime());
    }
  }

  private void note(InetAddress source, String name, boolean right) {
    synchronized (limiter) {
      if (right) {
        limiter.succeeded(source, name, System.nanoTime());
      } else {
        limiter.failed(source, name, System.nanoTime());
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
          "The Authorization header is not as RFC 7617 has it: " + notBase64.getMessage());
    }
    throw challenge("The Authorization header is not as RFC 7617 has it: there is no colon.");
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
