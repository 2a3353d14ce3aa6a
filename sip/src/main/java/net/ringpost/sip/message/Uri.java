// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/** A URI: {@code sip:}, {@code sips:} and {@code tel:} in parts, any other as text. */
public sealed interface Uri permits SipUri, TelUri, OtherUri {
  /** The scheme in lower case. */
  String scheme();

  /** The URI as received or built. */
  @Override
  String toString();

  /**
   * Whether both identify the same resource: for SIP and SIPS URIs by RFC 3261 §19.1.4, which is
   * not transitive and therefore is not {@code equals}; for others by their text.
   */
  default boolean equivalent(Uri other) {
    return equals(other);
  }

  /**
   * Reads a URI.
   *
   * @throws MalformedException if it does not follow its scheme's grammar
   */
  static Uri parse(String text) {
    return new TextScanner("URI", text).uri();
  }
}
