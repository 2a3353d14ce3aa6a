// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.server.calling.People;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.auth.DigestCredentials;
import net.ringpost.sip.auth.DigestResult;
import net.ringpost.sip.auth.DigestSyntaxException;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Ids;
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
final class DigestGate implements Gatekeeper {
  private final String realm;
  private final DigestVerifier verifier;
  private final Predicate<InetAddress> trusted;
  private final FailureLimiter limiter;
  private final People people;
  private final Ids ids;
  private final InstantSource wallClock;
  private final ChallengeFields ofRegistrar = new ChallengeFields(HeaderName.WWW_AUTHENTICATE);
  private final ChallengeFields ofProxy = new ChallengeFields(HeaderName.PROXY_AUTHENTICATE);

  DigestGate(
      String realm,
      DigestVerifier verifier,
      Predicate<InetAddress> trusted,
      FailureLimiter limiter,
      People people,
      Ids ids,
      InstantSource wallClock) {
    this.realm = realm;
    this.verifier = verifier;
    this.trusted = trusted;
    this.limiter = limiter;
    this.people = people;
    this.ids = ids;
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
      then.judged(new Turned(plain(request, Status.BAD_REQUEST, reason)));
      return;
    }
    if (credentials == null) {
      then.judged(challenge(request, source.remote().getAddress(), as, false));
      return;
    }
    InetAddress address = source.remote().getAddress();
    long wait = limiter.refusedFor(address, account(credentials), now);
    if (wait > 0) {
      then.judged(tooMany(request, wait));
      return;
    }
    people.find(
        credentials.userName(),
        found -> then.judged(judge(request, credentials, found, address, as, now)));
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

  private static String account(DigestCredentials credentials) {
    return MemberName.canonical(credentials.userName());
  }

  private Verdict judge(
      SipRequest request,
      DigestCredentials credentials,
      People.Found found,
      InetAddress address,
      Asking as,
      long now) {
    if (found instanceof People.Unknown) {
      return new Turned(
          later(plain(request, Status.SERVICE_UNAVAILABLE, "Cannot look up accounts now"), 2));
    }
    Member member = found instanceof People.One one ? one.member() : null;
    DigestResult result =
        verifier.verify(
            credentials,
            request.method().token(),
            request.requestUriText(),
            (user, algorithm) -> member == null ? null : secret(member, user, algorithm),
            wallClock.millis());
    return switch (result) {
      case DigestResult.Accepted a when member != null -> {
        limiter.succeeded(address, account(credentials), now);
        yield new Admitted(member);
      }
      case DigestResult.WrongPassword w -> failed(request, credentials, address, as, now);
      case DigestResult.UnknownUser u -> failed(request, credentials, address, as, now);
      case DigestResult.Stale s -> challenge(request, address, as, true);
      case DigestResult.Replayed r -> challenge(request, address, as, true);
      case DigestResult.WrongUri w ->
          new Turned(
              plain(request, Status.BAD_REQUEST, "The digest was made for another Request-URI"));
      case DigestResult.Malformed m -> new Turned(plain(request, Status.BAD_REQUEST, m.reason()));
      default -> challenge(request, address, as, false);
    };
  }

  private Verdict failed(
      SipRequest request, DigestCredentials credentials, InetAddress address, Asking as, long now) {
    limiter.failed(address, account(credentials), now);
    return challenge(request, address, as, false);
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

  private Turned challenge(SipRequest request, InetAddress address, Asking as, boolean stale) {
    boolean registrar = as == Asking.REGISTRAR;
    SipResponse plain =
        plain(
            request, registrar ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED, null);
    ChallengeFields fields = registrar ? ofRegistrar : ofProxy;
    HeaderEditor edit = plain.headers().edit();
    List<DigestChallenge> challenges = verifier.challenges(stale, wallClock.millis());
    String agent = request.headers().first(HeaderName.USER_AGENT);
    // Gateways know MD5 alone, most of them, and take the first challenge for the only one.
    boolean md5Alone = trusted.test(address) || (agent != null && OldPhones.stumble(agent));
    for (DigestChallenge c : challenges) {
      if (!md5Alone || c.algorithm() == DigestAlgorithm.MD5) {
        edit.append(fields.of(c));
      }
    }
    return new Turned(plain.withHeaders(edit.build()));
  }

  private Turned tooMany(SipRequest request, long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
    String reason = "Too many failed sign-in attempts, try again in " + seconds + " s";
    return new Turned(later(plain(request, Status.FORBIDDEN, reason), seconds));
  }

  private static SipResponse later(SipResponse plain, long seconds) {
    String value = Long.toString(seconds);
    return plain.withHeaders(plain.headers().edit().set(HeaderName.RETRY_AFTER, value).build());
  }

  private SipResponse plain(SipRequest request, Status status, @Nullable String reason) {
    return SipResponse.to(request, status, reason, ids.statelessTag(request));
  }
}
