// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/**
 * A key in {@code a=crypto}: RFC 4568 §6.1. Its text form does not show it.
 *
 * @param keyAndSalt in Base64
 * @param lifetime packets it may protect: a number or a power such as {@code 2^31}; empty if not
 *     told
 * @param mki its identifier and the identifier's length, such as {@code 1:4}; empty if not told
 */
public record SrtpKey(String keyAndSalt, String lifetime, String mki) {
  private static final String INLINE = "inline:";

  static SrtpKey parse(String text) {
    if (!text.regionMatches(true, 0, INLINE, 0, INLINE.length())) {
      throw new IllegalArgumentException("the key method is not 'inline'");
    }
    String[] parts = text.substring(INLINE.length()).split("\\|", 4);
    if (parts[0].isEmpty() || parts.length > 3) {
      throw new IllegalArgumentException("a key reads 'inline:KEY[|LIFETIME][|MKI:LENGTH]'");
    }
    String second = parts.length > 1 ? parts[1] : "";
    boolean lifetimeLeftOut = second.indexOf(':') >= 0;
    if (lifetimeLeftOut && parts.length == 3) {
      throw new IllegalArgumentException("the lifetime must come before the MKI");
    }
    String third = parts.length == 3 ? parts[2] : "";
    return new SrtpKey(parts[0], lifetimeLeftOut ? "" : second, lifetimeLeftOut ? second : third);
  }

  /** As it stands in the attribute. */
  public String text() {
    return INLINE
        + keyAndSalt
        + (lifetime.isEmpty() ? "" : "|" + lifetime)
        + (mki.isEmpty() ? "" : "|" + mki);
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "SrtpKey[…]";
  }
}
