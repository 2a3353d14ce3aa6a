// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of a WWW-Authenticate or Proxy-Authenticate header with scheme Digest: RFC 7616 §3.3,
 * RFC 3261 §22.4.
 *
 * @param realm who asks; shown to people and part of the hash
 * @param nonce to be used in the answer
 * @param opaque to be given back as it is; null if there is none
 * @param algorithm the hash function; MD5 where nothing is said
 * @param qopAuth whether {@code qop="auth"} is offered; otherwise the answer has the form of RFC
 *     2069
 * @param stale whether the last answer failed only because its nonce was too old
 */
public record DigestChallenge(
    String realm,
    String nonce,
    @Nullable String opaque,
    DigestAlgorithm algorithm,
    boolean qopAuth,
    boolean stale) {

  /**
   * Reads a header's value. Unknown parameters are passed over.
   *
   * @throws DigestSyntaxException if it is no Digest challenge, lacks realm or nonce, or asks for
   *     an algorithm or qop that we do not have
   */
  public static DigestChallenge parse(String value) throws DigestSyntaxException {
    Parameters found = Parameters.read(value);
    String qop = found.get(DigestParameter.QOP);
    if (qop != null && !offersAuth(qop)) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.QOP), "qop '" + qop + "' is not supported; 'auth' is");
    }
    return new DigestChallenge(
        found.need(DigestParameter.REALM),
        found.need(DigestParameter.NONCE),
        found.get(DigestParameter.OPAQUE),
        found.algorithm(),
        qop != null,
        "true".equalsIgnoreCase(found.get(DigestParameter.STALE)));
  }

  private static boolean offersAuth(String qop) {
    int from = 0;
    while (from <= qop.length()) {
      int comma = qop.indexOf(',', from);
      int end = comma < 0 ? qop.length() : comma;
      if (qop.substring(from, end).strip().equalsIgnoreCase("auth")) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /**
   * Which of several challenges to answer: for each realm, in order of appearance, the one with the
   * strongest algorithm (RFC 8760 §2.4).
   */
  public static List<DigestChallenge> strongest(List<DigestChallenge> challenges) {
    List<DigestChallenge> chosen = new ArrayList<>();
    for (DigestChallenge candidate : challenges) {
      int same = 0;
      while (same < chosen.size() && !chosen.get(same).realm.equals(candidate.realm)) {
        same++;
      }
      if (same == chosen.size()) {
        chosen.add(candidate);
      } else if (candidate.algorithm.compareTo(chosen.get(same).algorithm) < 0) {
        chosen.set(same, candidate);
      }
    }
    return List.copyOf(chosen);
  }

  /**
   * The readable ones among header values; those with a scheme or an algorithm that we do not have
   * are left out (RFC 8760 §2.4).
   */
  public static List<DigestChallenge> readable(List<String> values) {
    List<DigestChallenge> challenges = new ArrayList<>();
    for (String value : values) {
      readable(value).ifPresent(challenges::add);
    }
    return List.copyOf(challenges);
  }

  private static Optional<DigestChallenge> readable(String value) {
    try {
      return Optional.of(parse(value));
    } catch (DigestSyntaxException notForUs) {
      return Optional.empty();
    }
  }

  /** The header's value. */
  @Override
  public String toString() {
    ParameterWriter out =
        new ParameterWriter()
            .quoted("realm", realm)
            .quoted("nonce", nonce)
            .quoted("opaque", opaque)
            .token("algorithm", algorithm.token());
    if (qopAuth) {
      out.quoted("qop", "auth");
    }
    if (stale) {
      out.token("stale", "true");
    }
    return out.toString();
  }
}
