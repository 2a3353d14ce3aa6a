// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** RFC 3261 §19.1.4: when two SIP or SIPS URIs are equivalent. */
final class UriEquality {
  /** These, present in one URI only, always make a difference. */
  private static final String[] SIGNIFICANT = {"user", "ttl", "method", "maddr", "transport"};

  private UriEquality() {}

  static boolean same(SipUri a, SipUri b) {
    // Only the user part is compared with regard to case.
    return a.secure() == b.secure()
        && Objects.equals(a.user(), b.user())
        && Objects.equals(a.password(), b.password())
        && a.host().equalsIgnoreCase(b.host())
        && a.port() == b.port()
        && significant(a, b)
        && common(a.params(), b.params())
        && headers(a.headers(), b.headers())
        && headers(b.headers(), a.headers());
  }

  private static boolean significant(SipUri a, SipUri b) {
    for (String name : SIGNIFICANT) {
      if (a.hasParam(name) != b.hasParam(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean common(Params a, Params b) {
    for (int i = 0; i < a.size(); i++) {
      String name = Escapes.decode(a.name(i));
      String other = UriParams.get(b, name);
      if (other != null && !equalsIgnoreCase(UriParams.get(a, name), other)) {
        return false;
      }
    }
    return true;
  }

  /** Every header of {@code a} is in {@code b} with the same value. */
  private static boolean headers(Params a, Params b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!contains(b, Escapes.decode(a.name(i)), a.rawValue(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(Params b, String name, @Nullable String rawValue) {
    String value = rawValue == null ? "" : Escapes.decode(rawValue);
    for (int i = 0; i < b.size(); i++) {
      String other = b.rawValue(i);
      if (name.equalsIgnoreCase(Escapes.decode(b.name(i)))
          && value.equalsIgnoreCase(other == null ? "" : Escapes.decode(other))) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalsIgnoreCase(@Nullable String a, @Nullable String b) {
    return a != null && a.equalsIgnoreCase(b);
  }
}
