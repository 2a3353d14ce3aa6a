// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import org.jspecify.annotations.Nullable;

/** Writes {@code Digest name="value", …}. */
final class ParameterWriter {
  private final StringBuilder out = new StringBuilder(256).append("Digest ");
  private boolean first = true;

  /** With quotes; nothing where the value is null. */
  ParameterWriter quoted(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    name(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      // A line break would end the header: nothing that we are given may do that.
      out.append(c < ' ' ? ' ' : c);
    }
    out.append('"');
    return this;
  }

  /** Without quotes; the value is a token of ours. */
  ParameterWriter token(String name, String value) {
    name(name).append(value);
    return this;
  }

  private StringBuilder name(String name) {
    if (!first) {
      out.append(", ");
    }
    first = false;
    return out.append(name).append('=');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
