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
    ParameterReader reader = new ParameterReader(value);
    Parameters found = new Parameters();
    for (String name = reader.next(); name != null; name = reader.next()) {
      found.put(name, reader.value(), reader.offset());
    }
    if ("true".equalsIgnoreCase(found.get("userhash"))) {
      throw new DigestSyntaxException(found.offset("userhash"), "userhash was not offered");
    }
    DigestAlgorithm algorithm = found.algorithm();
    return new DigestCredentials(
        userName(found),
        found.need("realm"),
        found.need("nonce"),
        found.need("uri"),
        response(found, algorithm),
        algorithm,
        found.get("opaque"),
        counted(found));
  }

  private static String userName(Parameters found) throws DigestSyntaxException {
    String extended = found.get("username*");
    if (extended == null) {
      return found.need("username");
    }
    if (found.get("username") != null) {
      throw new DigestSyntaxException(
          found.offset("username*"), "'username' and 'username*' exclude each other");
    }
    // RFC 5987 §3.2: charset, language (left out), percent-encoded text.
    String name =
        extended.toLowerCase(Locale.ROOT).startsWith(EXTENDED)
            ? decoded(extended.substring(EXTENDED.length()))
            : null;
    if (name == null) {
      throw new DigestSyntaxException(
          found.offset("username*"), "'username*' must be UTF-8'' and percent-encoded text");
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
    String response = found.need("response");
    boolean valid = response.length() == 2 * algorithm.size();
    boolean lower = true;
    for (int i = 0; valid && i < response.length(); i++) {
      char c = response.charAt(i);
      valid = c < 128 && Character.digit(c, 16) >= 0;
      lower &= (c >= '0' && c <= '9') || c >= 'a';
    }
    if (!valid) {
      throw new DigestSyntaxException(
          found.offset("response"),
          "'response' must have "
              + 2 * algorithm.size()
              + " hexadecimal digits for "
              + algorithm.token());
    }
    return lower ? response : response.toLowerCase(Locale.ROOT);
  }

  private static DigestCredentials.@Nullable Counted counted(Parameters found)
      throws DigestSyntaxException {
    String qop = found.get("qop");
    if (qop == null) {
      return null;
    }
    if (!qop.equalsIgnoreCase("auth")) {
      throw new DigestSyntaxException(found.offset("qop"), "qop '" + qop + "' was not offered");
    }
    String cnonce = found.need("cnonce");
    String nc = found.need("nc");
    boolean valid = nc.length() == 8;
    boolean zero = true;
    for (int i = 0; valid && i < 8; i++) {
      char c = nc.charAt(i);
      valid = c < 128 && Character.digit(c, 16) >= 0;
      zero &= c == '0';
    }
    if (!valid || zero) {
      throw new DigestSyntaxException(
          found.offset("nc"), "'nc' must be eight hexadecimal digits, not all zero");
    }
    return new DigestCredentials.Counted(cnonce, nc);
  }
}
