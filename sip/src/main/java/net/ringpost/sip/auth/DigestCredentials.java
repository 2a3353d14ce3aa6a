// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import org.jspecify.annotations.Nullable;

/**
 * The value of an Authorization or Proxy-Authorization header with scheme Digest: RFC 7616 §3.4,
 * RFC 3261 §22.4.
 *
 * @param userName who it is said to be, unquoted
 * @param realm from the challenge
 * @param nonce from the challenge
 * @param uri of the request, as the sender wrote it
 * @param response the proof: hexadecimal digits in lower case, as many as the algorithm's hash has
 * @param algorithm the hash function; MD5 where nothing is said
 * @param opaque from the challenge; null if there is none
 * @param proof what qop=auth adds; null in the form of RFC 2069, which has no qop
 */
public record DigestCredentials(
    String userName,
    String realm,
    String nonce,
    String uri,
    String response,
    DigestAlgorithm algorithm,
    @Nullable String opaque,
    @Nullable Counted proof) {

  /**
   * The parameters that come with {@code qop=auth}.
   *
   * @param cnonce the sender's own random text
   * @param nc eight hexadecimal digits: how often the nonce has been used, this time included; kept
   *     as written, since it is hashed so
   */
  public record Counted(String cnonce, String nc) {
    /** With the number in its usual form; an unsigned 32-bit number, 1 or more. */
    public static Counted of(String cnonce, int count) {
      char[] digits = new char[8];
      for (int i = 0; i < 8; i++) {
        digits[i] = Character.forDigit(count >>> (28 - 4 * i) & 15, 16);
      }
      return new Counted(cnonce, new String(digits));
    }

    /** The number, unsigned. */
    public int count() {
      return Integer.parseUnsignedInt(nc, 16);
    }
  }

  /**
   * Reads a header's value. Unknown parameters are passed over; {@code qop}, {@code algorithm} and
   * {@code nc} may stand in quotes.
   *
   * @throws DigestSyntaxException if it is no Digest, or a parameter is missing, twice there or
   *     malformed, or it uses what is never offered (auth-int, userhash, other algorithms)
   */
  public static DigestCredentials parse(String value) throws DigestSyntaxException {
    return CredentialsReader.read(value);
  }

  /** The header's value. */
  @Override
  public String toString() {
    ParameterWriter out =
        new ParameterWriter()
            .quoted("username", userName)
            .quoted("realm", realm)
            .quoted("nonce", nonce)
            .quoted("uri", uri)
            .quoted("response", response)
            .token("algorithm", algorithm.token())
            .quoted("opaque", opaque);
    if (proof != null) {
      out.quoted("cnonce", proof.cnonce).token("qop", "auth").token("nc", proof.nc);
    }
    return out.toString();
  }
}
