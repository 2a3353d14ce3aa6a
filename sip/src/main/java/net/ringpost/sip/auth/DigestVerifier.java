// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of digest: makes challenges and looks at what comes back. Not thread-safe: one
 * event loop owns it together with its {@link NonceBook}.
 *
 * <p>Retransmissions must be absorbed before (RFC 3261 §17.2): the same request a second time
 * counts as a replay.
 */
public final class DigestVerifier {
  // The highest count, after which nothing more is accepted with that nonce.
  private static final int ONCE_ONLY = -1;

  private final String realm;
  private final NonceBook nonces;
  private final BiPredicate<String, String> sameUri;
  private final ResponseHash hash = new ResponseHash();
  private final byte[] nobody = new byte[DigestAlgorithm.SHA_256.size()];

  /**
   * @param realm that is protected; the same as the nonce book's
   * @param sameUri whether two texts are the same URI for the rules of RFC 3261 §19.1.4 (asked only
   *     where they differ as text)
   */
  public DigestVerifier(String realm, NonceBook nonces, BiPredicate<String, String> sameUri) {
    this.realm = realm;
    this.nonces = nonces;
    this.sameUri = sameUri;
  }

  /**
   * The challenges for a 401 or 407: values of as many header fields, SHA-256 first (RFC 8760
   * §2.4). They share one nonce.
   *
   * @param stale whether the client should try again without asking its user
   */
  public List<DigestChallenge> challenges(boolean stale, long nowMillis) {
    String nonce = nonces.issue(nowMillis);
    return List.of(
        new DigestChallenge(realm, nonce, null, DigestAlgorithm.SHA_256, true, stale),
        new DigestChallenge(realm, nonce, null, DigestAlgorithm.MD5, true, stale));
  }

  /**
   * Looks at the values of all Authorization (or Proxy-Authorization) fields of a request: the
   * first one for our realm decides.
   *
   * @return {@link DigestResult.WrongRealm} with an empty realm where there is none
   */
  public DigestResult verify(
      List<String> values, String method, String requestUri, Ha1Lookup lookup, long nowMillis) {
    DigestResult other = new DigestResult.WrongRealm("");
    for (String value : values) {
      try {
        DigestCredentials credentials = DigestCredentials.parse(value);
        if (credentials.realm().equals(realm)) {
          return verify(credentials, method, requestUri, lookup, nowMillis);
        }
      } catch (DigestSyntaxException e) {
        other = new DigestResult.Malformed(e.reason());
      }
    }
    return other;
  }

  /**
   * Looks at one field's value.
   *
   * @param method of the request
   * @param requestUri of the request, as received
   * @param nowMillis milliseconds since 1970
   */
  public DigestResult verify(
      DigestCredentials credentials,
      String method,
      String requestUri,
      Ha1Lookup lookup,
      long nowMillis) {
    DigestResult vain = withoutSecret(credentials, requestUri, nowMillis);
    if (vain != null) {
      return vain;
    }
    int count = count(credentials);
    return nonces.standing(credentials.nonce(), count, nowMillis) == NonceBook.Standing.USED
        ? proven(credentials, method, lookup, new DigestResult.Replayed())
        : fresh(credentials, method, lookup, count, nowMillis);
  }

  /**
   * What {@link #verify} will say whoever the user is, so that nobody need be looked up for it;
   * null where it depends on the password. Changes nothing.
   */
  public @Nullable DigestResult withoutSecret(
      DigestCredentials credentials, String requestUri, long nowMillis) {
    if (!credentials.realm().equals(realm)) {
      return new DigestResult.WrongRealm(credentials.realm());
    }
    // RFC 3261 §22.4 (8): the two must be equivalent.
    String uri = credentials.uri();
    if (!uri.equals(requestUri) && !sameUri.test(uri, requestUri)) {
      return new DigestResult.WrongUri(uri);
    }
    return switch (nonces.standing(credentials.nonce(), count(credentials), nowMillis)) {
      case FOREIGN -> new DigestResult.ForeignNonce();
      case STALE -> new DigestResult.Stale();
      case USED -> null;
      case FRESH -> null;
    };
  }

  private static int count(DigestCredentials credentials) {
    DigestCredentials.Counted counted = credentials.proof();
    return counted == null ? ONCE_ONLY : counted.count();
  }

  /** Whether it bears a nonce that was issued here and can still be used; proves nothing more. */
  public boolean answersUs(DigestCredentials credentials, long nowMillis) {
    return nonces.standing(credentials.nonce(), count(credentials), nowMillis)
        == NonceBook.Standing.FRESH;
  }

  private DigestResult fresh(
      DigestCredentials credentials, String method, Ha1Lookup lookup, int count, long nowMillis) {
    DigestResult accepted = new DigestResult.Accepted(credentials.userName(), null);
    DigestResult result = proven(credentials, method, lookup, accepted);
    if (!result.equals(accepted)) {
      return result;
    }
    // Only now: a stranger must not be able to use up other people's nonces.
    nonces.use(count);
    return nonces.ageing(nowMillis)
        ? new DigestResult.Accepted(credentials.userName(), nonces.issue(nowMillis))
        : accepted;
  }

  // An unknown user costs the same work as a wrong password.
  private DigestResult proven(
      DigestCredentials credentials, String method, Ha1Lookup lookup, DigestResult proof) {
    DigestAlgorithm algorithm = credentials.algorithm();
    byte[] known = lookup.find(credentials.userName(), algorithm);
    boolean usable = known != null && known.length == algorithm.size();
    byte[] ha1 = known != null && usable ? known : nobody;
    int digits =
        hash.compute(
            algorithm, ha1, credentials.nonce(), credentials.proof(), method, credentials.uri());
    boolean same = matches(credentials.response(), digits);
    if (!usable) {
      return new DigestResult.UnknownUser(credentials.userName());
    }
    return same ? proof : new DigestResult.WrongPassword(credentials.userName());
  }

  // Takes the same time wherever the first difference is.
  private boolean matches(String response, int digits) {
    byte[] expected = hash.bytes();
    int difference = response.length() ^ digits;
    for (int i = 0; i < Math.min(digits, response.length()); i++) {
      difference |= expected[i] ^ response.charAt(i);
    }
    return difference == 0;
  }
}
