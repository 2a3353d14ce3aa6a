// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of one header: few, so that a list is searched. */
final class Parameters {
  private record Parameter(String name, String value, int offset) {}

  private final List<Parameter> all = new ArrayList<>(12);

  void put(String name, String value, int offset) throws DigestSyntaxException {
    if (find(name) != null) {
      throw new DigestSyntaxException(offset, "'" + name + "' appears twice");
    }
    all.add(new Parameter(name, value, offset));
  }

  @Nullable String get(String name) {
    Parameter found = find(name);
    return found == null ? null : found.value;
  }

  String need(String name) throws DigestSyntaxException {
    Parameter found = find(name);
    if (found == null) {
      throw new DigestSyntaxException(0, "'" + name + "' is missing");
    }
    return found.value;
  }

  int offset(String name) {
    Parameter found = find(name);
    return found == null ? 0 : found.offset;
  }

  // RFC 7616 §3.3: MD5 where nothing is said.
  DigestAlgorithm algorithm() throws DigestSyntaxException {
    String token = get("algorithm");
    if (token == null) {
      return DigestAlgorithm.MD5;
    }
    DigestAlgorithm known = DigestAlgorithm.of(token).orElse(null);
    if (known == null) {
      throw new DigestSyntaxException(
          offset("algorithm"),
          "the algorithm '" + token.toUpperCase(Locale.ROOT) + "' is not supported");
    }
    return known;
  }

  private @Nullable Parameter find(String name) {
    for (Parameter parameter : all) {
      if (parameter.name.equals(name)) {
        return parameter;
      }
    }
    return null;
  }
}
