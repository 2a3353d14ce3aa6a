// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads credentials and says what is wrong with them. */
final class CredentialsReader {
  private static final String EXTENDED = "utf-8''";

  private CredentialsReader() {}

  static DigestCredentials read(String value) throws DigestSyntaxException {
    Parameters found = Parameters.read(value);
    if ("true".equalsIgnoreCase(found.get(DigestParameter.USERHASH))) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.USERHASH), "userhash was not offered");
    }
    DigestAlgorithm algorithm = found.algorithm();
    return new DigestCredentials(
        userName(found),
        found.need(DigestParameter.REALM),
        found.need(DigestParameter.NONCE),
        found.need(DigestParameter.URI),
        response(found, algorithm),
        algorithm,
        found.get(DigestParameter.OPAQUE),
        counted(found));
  }

  private static String userName(Parameters found) throws DigestSyntaxException {
    String extended = found.get(DigestParameter.EXTENDED_USERNAME);
    if (extended == null) {
      return found.need(DigestParameter.USERNAME);
    }
    if (found.get(DigestParameter.USERNAME) != null) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.EXTENDED_USERNAME),
          "'username' and 'username*' exclude each other");
    }
    // RFC 5987 §3.2: charset, language (left out), percent-encoded text.
    String name =
        extended.toLowerCase(Locale.ROOT).startsWith(EXTENDED)
            ? decoded(extended.substring(EXTENDED.length()))
            : null;
    if (name == null) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.EXTENDED_USERNAME),
          "'username*' must be UTF-8'' and percent-encoded text");
    }
    return name;
  }

  private static @Nullable String decoded(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
        if (low < 0) {
          return null;
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c < 128) {
        bytes[length++] = (byte) c;
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String response(Parameters found, DigestAlgorithm algorithm)
      throws DigestSyntaxException {
    String response = found.need(DigestParameter.RESPONSE);
    boolean valid = response.length() == 2 * algorithm.size();
    boolean lower = true;
    for (int i = 0; valid && i < response.length(); i++) {
      char c = response.charAt(i);
      valid = isHex(c);
      lower &= (c >= '0' && c <= '9') || c >= 'a';
    }
    if (!valid) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.RESPONSE),
          "'response' must have "
              + 2 * algorithm.size()
              + " hexadecimal digits for "
              + algorithm.token());
    }
    return lower ? response : response.toLowerCase(Locale.ROOT);
  }

  private static DigestCredentials.@Nullable Counted counted(Parameters found)
      throws DigestSyntaxException {
    String qop = found.get(DigestParameter.QOP);
    if (qop == null) {
      return null;
    }
    if (!qop.equalsIgnoreCase("auth")) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.QOP), "qop '" + qop + "' was not offered");
    }
    String cnonce = found.need(DigestParameter.CNONCE);
    String nc = found.need(DigestParameter.NC);
    boolean valid = nc.length() == 8;
    boolean zero = true;
    for (int i = 0; valid && i < 8; i++) {
      char c = nc.charAt(i);
      valid = isHex(c);
      zero &= c == '0';
    }
    if (!valid || zero) {
      throw new DigestSyntaxException(
          found.offset(DigestParameter.NC), "'nc' must be eight hexadecimal digits, not all zero");
    }
    return new DigestCredentials.Counted(cnonce, nc);
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
