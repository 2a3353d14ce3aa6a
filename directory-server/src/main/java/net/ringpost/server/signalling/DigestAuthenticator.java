// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.auth.DigestCredentials;
import net.ringpost.sip.auth.DigestResult;
import net.ringpost.sip.auth.DigestSyntaxException;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.auth.RepeatedAttempts;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Admits members by digest (RFC 3261 §22, RFC 7616, RFC 8760). A wrong password and an unknown
 * number get the very same answer. On the signalling loop.
 */
final class DigestAuthenticator implements RequestAuthenticator {
  private static final long EVEN_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /**
   * A telephone answers a challenge within the time of a round trip. Whoever corrects a password
   * needs longer than a second and a half.
   */
  private static final Duration TOGETHER = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(1500);
  private static final int REPEATS = 50_000;

  private final String realm;
  private final DigestVerifier verifier;
  private final Predicate<InetAddress> trusted;
  private final FailureLimiter limiter;
  private final RepeatedAttempts repeats = new RepeatedAttempts(TOGETHER, PAUSE, REPEATS);
  private final DelayedAttempts heldBack = new DelayedAttempts();
  private final MemberLookup people;
  private final Engine engine;
  private final InstantSource wallClock;
  private final ChallengeFields ofRegistrar = new ChallengeFields(HeaderName.WWW_AUTHENTICATE);
  private final ChallengeFields ofProxy = new ChallengeFields(HeaderName.PROXY_AUTHENTICATE);

  DigestAuthenticator(
      String realm,
      DigestVerifier verifier,
      Predicate<InetAddress> trusted,
      FailureLimiter limiter,
      MemberLookup people,
      Engine engine,
      InstantSource wallClock) {
    this.realm = realm;
    this.verifier = verifier;
    this.trusted = trusted;
    this.limiter = limiter;
    this.people = people;
    this.engine = engine;
    this.wallClock = wallClock;
  }

  @Override
  public @Nullable SipResponse challenge(SipRequest request, Flow source, Asking as) {
    return request.headers().has(header(as))
        ? null
        : challenge(request, source.remote().getAddress(), as, false).answer();
  }

  @Override
  public boolean answersChallenge(SipRequest request) {
    for (Asking as : Asking.values()) {
      try {
        DigestCredentials given = ours(request.headers().values(header(as)));
        if (given != null && verifier.answersUs(given, wallClock.millis())) {
          return true;
        }
      } catch (DigestSyntaxException e) {
        return false;
      }
    }
    return false;
  }

  private static HeaderName header(Asking as) {
    return as == Asking.REGISTRAR ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
  }

  @Override
  public void judge(SipRequest request, Flow source, Asking as, long now, Then then) {
    HeaderName header = header(as);
    DigestCredentials credentials;
    try {
      credentials = ours(request.headers().values(header));
    } catch (DigestSyntaxException e) {
      String reason = header + ": " + e.getMessage();
      then.judged(new Rejected(plain(request, Status.BAD_REQUEST, reason)));
      return;
    }
    if (credentials == null) {
      then.judged(challenge(request, source.remote().getAddress(), as, false));
      return;
    }
    judge(new Attempt(request, credentials, source.remote().getAddress(), as, now), then);
  }

  /** Credentials that came, and when they are looked at. */
  private record Attempt(
      SipRequest request, DigestCredentials credentials, InetAddress address, Asking as, long now) {
    String account() {
      return MemberName.canonical(credentials.userName());
    }

    Attempt at(long later) {
      return new Attempt(request, credentials, address, as, later);
    }
  }

  private void judge(Attempt a, Then then) {
    DigestResult vain =
        verifier.withoutSecret(a.credentials, a.request.requestUriText(), wallClock.millis());
    if (vain != null) {
      // Before anybody is looked up: else the time would tell whether there is such a member.
      then.judged(rejected(a, vain));
      return;
    }
    long wait = limiter.refusedFor(a.address, a.account(), a.now);
    if (wait > 0) {
      then.judged(tooMany(a.request, wait));
    } else if (repeats.persistent(a.address, a.account(), a.request.callId(), a.now)) {
      then.judged(forbidden(a.request));
    } else {
      long slow = limiter.slowedFor(a.address, a.account(), a.now);
      if (slow == 0) {
        look(a, then);
      } else if (heldBack.take(a.account())) {
        at(a.now + slow, now -> released(a.at(now), then));
      } else {
        then.judged(tooMany(a.request, slow));
      }
    }
  }

  /** It has waited; others of the same address may have failed meanwhile. */
  private void released(Attempt a, Then then) {
    heldBack.release(a.account());
    long wait = limiter.refusedFor(a.address, a.account(), a.now);
    if (wait > 0) {
      then.judged(tooMany(a.request, wait));
    } else {
      look(a, then);
    }
  }

  private void look(Attempt a, Then then) {
    people.find(a.credentials.userName(), found -> look(a, found, then));
  }

  private void at(long due, LongConsumer task) {
    engine.set(engine.alarm(task), due);
  }

  /** The credentials for our realm; a scheme that nobody knows counts as none. */
  private @Nullable DigestCredentials ours(List<String> values) throws DigestSyntaxException {
    for (String value : values) {
      if (value.regionMatches(true, 0, "Digest", 0, 6)) {
        DigestCredentials credentials = DigestCredentials.parse(value);
        if (credentials.realm().equals(realm)) {
          return credentials;
        }
      }
    }
    return null;
  }

  private void look(Attempt a, MemberLookup.Result found, Then then) {
    if (found instanceof MemberLookup.Unavailable) {
      evenly(a, cannotLookUp(a.request), then);
      return;
    }
    Member member = found.memberOrNull();
    DigestResult result =
        verifier.verify(
            a.credentials,
            a.request.method().token(),
            a.request.requestUriText(),
            (user, algorithm) -> member == null ? null : secret(member, user, algorithm),
            wallClock.millis());
    switch (result) {
      case DigestResult.Accepted r when member != null -> {
        limiter.succeeded(a.address, a.account(), a.now);
        then.judged(new Admitted(member));
      }
      case DigestResult.WrongPassword r -> failed(a, found, then);
      case DigestResult.UnknownUser r -> failed(a, found, then);
      default -> then.judged(rejected(a, result));
    }
  }

  private Rejected rejected(Attempt a, DigestResult result) {
    return switch (result) {
      case DigestResult.Stale r -> challenge(a, true);
      case DigestResult.Replayed r -> challenge(a, true);
      case DigestResult.WrongUri r -> {
        String reason = "The digest was made for another Request-URI";
        yield new Rejected(plain(a.request, Status.BAD_REQUEST, reason));
      }
      case DigestResult.Malformed r ->
          new Rejected(plain(a.request, Status.BAD_REQUEST, r.reason()));
      default -> challenge(a, false);
    };
  }

  /**
   * A wrong password, or nobody of that name: the same answer, after the same work, at the same
   * time. The first of a Call-ID is challenged anew, as RFC 3261 §22.2 has it; the next one ends
   * it, as there are telephones that answer each challenge with the same password.
   */
  private void failed(Attempt a, MemberLookup.Result found, Then then) {
    boolean again = repeats.failed(a.address, a.account(), a.request.callId(), a.now);
    if (!again) {
      limiter.failed(a.address, a.account(), a.now);
    }
    Rejected answer = again ? forbidden(a.request) : challenge(a, false);
    if (found instanceof MemberLookup.Found) {
      people.miss(
          a.credentials.userName(),
          f ->
              evenly(
                  a,
                  f instanceof MemberLookup.Unavailable ? cannotLookUp(a.request) : answer,
                  then));
    } else {
      evenly(a, answer, then);
    }
  }

  /** Not before a time by which a search that was necessary is over, too. */
  private void evenly(Attempt a, Rejected answer, Then then) {
    at(a.now + EVEN_NANOS, now -> then.judged(answer));
  }

  private static byte[] secret(Member member, String user, DigestAlgorithm algorithm) {
    Credentials c = member.credentials();
    Account a = member.account();
    boolean byId = MemberName.canonical(user).equals(MemberName.canonical(a.id()));
    return switch (algorithm) {
      case SHA_256 -> byId ? c.idSha256() : c.numberSha256();
      case MD5 -> byId ? c.idMd5() : c.numberMd5();
    };
  }

  private Rejected challenge(Attempt a, boolean stale) {
    return challenge(a.request, a.address, a.as, stale);
  }

  private Rejected challenge(SipRequest request, InetAddress address, Asking as, boolean stale) {
    boolean registrar = as == Asking.REGISTRAR;
    SipResponse plain =
        plain(
            request, registrar ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED, null);
    ChallengeFields fields = registrar ? ofRegistrar : ofProxy;
    HeaderEditor edit = plain.headers().edit();
    List<DigestChallenge> challenges = verifier.challenges(stale, wallClock.millis());
    String agent = request.headers().first(HeaderName.USER_AGENT);
    // Gateways know MD5 alone, most of them, and take the first challenge for the only one.
    boolean md5Alone = trusted.test(address) || (agent != null && Md5OnlyUserAgents.stumble(agent));
    for (DigestChallenge c : challenges) {
      if (!md5Alone || c.algorithm() == DigestAlgorithm.MD5) {
        edit.append(fields.of(c));
      }
    }
    return new Rejected(plain.withHeaders(edit.build()));
  }

  /** RFC 3261 §21.5.4: later. A 403 would be for good, and a telephone would stay off. */
  private Rejected tooMany(SipRequest request, long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
    String reason = "Too many failed sign-in attempts, try again in " + seconds + " s";
    return new Rejected(later(plain(request, Status.SERVICE_UNAVAILABLE, reason), seconds));
  }

  private Rejected cannotLookUp(SipRequest request) {
    String reason = "Cannot look up accounts now";
    return new Rejected(later(plain(request, Status.SERVICE_UNAVAILABLE, reason), 2));
  }

  private Rejected forbidden(SipRequest request) {
    return new Rejected(plain(request, Status.FORBIDDEN, "Wrong number, ID or password"));
  }

  private static SipResponse later(SipResponse plain, long seconds) {
    String value = Long.toString(seconds);
    return plain.withHeaders(plain.headers().edit().set(HeaderName.RETRY_AFTER, value).build());
  }

  private SipResponse plain(SipRequest request, Status status, @Nullable String reason) {
    return SipResponse.to(request, status, reason, engine.ids().statelessTag(request));
  }
}
