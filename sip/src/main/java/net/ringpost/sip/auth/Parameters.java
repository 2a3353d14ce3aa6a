// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one header; those that we do not know are passed over. */
final class Parameters {
  private final Map<DigestParameter, String> values = new EnumMap<>(DigestParameter.class);
  private final String text;

  private Parameters(String text) {
    this.text = text;
  }

  /**
   * Reads them.
   *
   * @throws DigestSyntaxException if it is no Digest, or one is malformed or twice there
   */
  static Parameters read(String value) throws DigestSyntaxException {
    ParameterReader reader = new ParameterReader(value);
    Parameters found = new Parameters(value);
    while (reader.next()) {
      DigestParameter parameter = reader.parameter();
      if (parameter != null && found.values.put(parameter, reader.value()) != null) {
        throw new DigestSyntaxException(
            reader.offset(), "'" + parameter.token() + "' appears twice");
      }
    }
    return found;
  }

  /** Null if it is not there. */
  @Nullable String get(DigestParameter parameter) {
    return values.get(parameter);
  }

  String need(DigestParameter parameter) throws DigestSyntaxException {
    String value = get(parameter);
    if (value == null) {
      throw new DigestSyntaxException(0, "'" + parameter.token() + "' is missing");
    }
    return value;
  }

  /** Where it begins, which is only asked when it is wrong; 0 if it is not there. */
  int offset(DigestParameter parameter) throws DigestSyntaxException {
    ParameterReader reader = new ParameterReader(text);
    while (reader.next()) {
      if (reader.parameter() == parameter) {
        return reader.offset();
      }
    }
    return 0;
  }

  // RFC 7616 §3.3: MD5 where nothing is said.
  DigestAlgorithm algorithm() throws DigestSyntaxException {
    String token = get(DigestParameter.ALGORITHM);
    if (token == null) {
      return DigestAlgorithm.MD5;
    }
    DigestAlgorithm known = DigestAlgorithm.of(token).orElse(null);
    if (known == null) {
      throw new DigestSyntaxException(
          offset(DigestParameter.ALGORITHM),
          "the algorithm '" + token.toUpperCase(Locale.ROOT) + "' is not supported");
    }
    return known;
  }
}
