// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client remembers of one realm: the challenge, and how often its nonce was used. With it
 * the next request carries credentials at once (RFC 7616 §3.6) instead of waiting to be asked.
 * Immutable: each use gives the next state.
 *
 * @param challenge the one being answered; its nonce is replaced by {@link #withNextNonce}
 * @param uses how often the nonce was used so far
 * @param refusals how many challenges came in a row without anything being accepted
 */
public record DigestClientState(DigestChallenge challenge, int uses, int refusals) {
  /** So many challenges in a row are answered before the client gives up. */
  private static final int MAX_REFUSALS = 3;

  /**
   * Credentials for a request, and what is to be remembered.
   *
   * @param value of the Authorization or Proxy-Authorization field
   */
  public record Signed(DigestCredentials value, DigestClientState next) {}

  /** What to do after a 401 or 407. */
  public sealed interface Reaction {
    /** Send the request again, signed with this state. */
    record Retry(DigestClientState state) implements Reaction {}

    /**
     * It makes no sense to try again.
     *
     * @param wrongPassword whether the server refused the password; otherwise nothing in its
     *     challenges can be answered, or it never is content
     * @param reason for a person to read
     */
    record GiveUp(boolean wrongPassword, String reason) implements Reaction {}
  }

  /** The state after a first challenge. */
  public static DigestClientState of(DigestChallenge challenge) {
    return new DigestClientState(challenge, 0, 1);
  }

  /**
   * What to do after a request was answered 401 or 407.
   *
   * @param before what it was signed with (the {@code next} of {@link Signed}); null if it was not.
   *     Its {@code uses} tells which use of the nonce that was
   * @param values of the WWW-Authenticate or Proxy-Authenticate fields
   */
  public static Reaction challenged(@Nullable DigestClientState before, List<String> values) {
    List<DigestChallenge> all = DigestChallenge.strongest(DigestChallenge.readable(values));
    DigestChallenge challenge = all.isEmpty() ? null : pick(before, all);
    if (challenge == null) {
      return new Reaction.GiveUp(
          false, "the server asks for a kind of sign-in that this program does not have");
    }
    if (before == null || !before.challenge.realm().equals(challenge.realm())) {
      return new Reaction.Retry(of(challenge));
    }
    // A nonce that was good before may have been forgotten by a restarted server that says no
    // stale; one that is offered again has not been forgotten.
    boolean another = !challenge.nonce().equals(before.challenge.nonce());
    boolean nonceMayBeOld = challenge.stale() || (before.uses > 1 && another);
    if (!nonceMayBeOld) {
      return new Reaction.GiveUp(true, "the server does not accept the ID and password");
    }
    if (before.refusals >= MAX_REFUSALS) {
      return new Reaction.GiveUp(
          false, "the server asked for the password " + MAX_REFUSALS + " times in a row");
    }
    return new Reaction.Retry(new DigestClientState(challenge, 0, before.refusals + 1));
  }

  private static DigestChallenge pick(
      @Nullable DigestClientState before, List<DigestChallenge> all) {
    for (DigestChallenge challenge : all) {
      if (before != null && challenge.realm().equals(before.challenge.realm())) {
        return challenge;
      }
    }
    return all.getFirst();
  }

  /**
   * Credentials for a request.
   *
   * @param uri the request's Request-URI, as it will be sent
   * @param cnonce random text of the client's own, some 16 characters
   */
  public Signed sign(DigestSecret secret, String method, String uri, String cnonce) {
    DigestAlgorithm algorithm = challenge.algorithm();
    DigestCredentials.Counted counted =
        challenge.qopAuth() ? DigestCredentials.Counted.of(cnonce, uses + 1) : null;
    String response =
        new ResponseHash()
            .response(
                algorithm,
                secret.ha1(algorithm, challenge.realm()),
                challenge.nonce(),
                counted,
                method,
                uri);
    DigestCredentials credentials =
        new DigestCredentials(
            secret.userName(),
            challenge.realm(),
            challenge.nonce(),
            uri,
            response,
            algorithm,
            challenge.opaque(),
            counted);
    return new Signed(credentials, new DigestClientState(challenge, uses + 1, refusals));
  }

  /** After a response other than 401 and 407: the server was content. */
  public DigestClientState accepted() {
    return new DigestClientState(challenge, uses, 0);
  }

  /** After {@code nextnonce} in Authentication-Info (RFC 7616 §3.5). */
  public DigestClientState withNextNonce(String nonce) {
    DigestChallenge next =
        new DigestChallenge(
            challenge.realm(),
            nonce,
            challenge.opaque(),
            challenge.algorithm(),
            challenge.qopAuth(),
            false);
    return new DigestClientState(next, 0, 0);
  }

  /**
   * Whether the next request may carry credentials unasked: without qop a nonce is good for one use
   * only.
   */
  public boolean reusable() {
    return challenge.qopAuth() || uses == 0;
  }
}
