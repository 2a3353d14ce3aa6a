// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/**
 * An {@code a=} line, RFC 8866 §5.13.
 *
 * @param name before the colon; names are case-sensitive
 * @param value after the colon; empty for a property attribute such as {@code a=sendrecv}
 */
public record Attribute(String name, String value) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the name is no word or either would end the line
   */
  public Attribute {
    SdpText.word(name, "an attribute's name");
    SdpText.line(value, "an attribute's value");
  }

  /** A property attribute, without a value. */
  public static Attribute of(String name) {
    return new Attribute(name, "");
  }

  /** Reads what stands after {@code a=}. */
  static Attribute parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? of(text)
        : new Attribute(text.substring(0, colon), text.substring(colon + 1));
  }

  /** As it stands after {@code a=}. */
  @Override
  public String toString() {
    return value.isEmpty() ? name : name + ":" + value;
  }
}
