// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.List;

/**
 * What a user agent that understands some types finds in a message's body (RFC 3261 §8.2.3, RFC
 * 5621), alone or among the parts of a multipart one.
 *
 * <p>DEVIATION RFC 3261 §20.11: a part of another type besides one that is understood is passed
 * over unless it says {@code handling=required} itself. What gateways and mobile telephones add (an
 * ISUP message, a place) mostly says nothing, and the call need not be lost for it.
 */
public final class BodyHandling {
  private static final int DEEPEST = 4;

  private static final String SDP = "application/sdp";

  private final List<String> understood;

  /** What was found. */
  public sealed interface Found {}

  /** Nothing, or nothing but what may be passed over. */
  public record Nothing() implements Found {}

  /**
   * What was looked for.
   *
   * @param type one of those that are understood
   * @param bytes must not be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Content(String type, byte[] bytes) implements Found {}

  /**
   * Something that must not be passed over and is not understood: 415 (RFC 3261 §21.4.13).
   *
   * @param header the header of that answer which says what would be: Accept or Accept-Encoding
   * @param value its value
   */
  public record NotUnderstood(HeaderName header, String value) implements Found {}

  private BodyHandling(List<String> understood) {
    this.understood = understood;
  }

  /**
   * Looks into a message.
   *
   * @param understood the types, in lower case, such as {@code application/sdp}
   */
  public static Found of(SipMessage message, String... understood) {
    if (message.bodySlice().length() == 0) {
      return new Nothing();
    }
    return new BodyHandling(List.of(understood)).of(BodyPart.of(message), 0);
  }

  /** The value of Accept for who understands these types. */
  public static String accept(String... understood) {
    return String.join(", ", understood) + ", multipart/mixed, multipart/alternative";
  }

  private Found of(BodyPart part, int depth) {
    Found found = strictly(part, depth);
    return found instanceof NotUnderstood && part.handling().equals("optional")
        ? new Nothing()
        : found;
  }

  private Found strictly(BodyPart part, int depth) {
    if (!part.plain()) {
      return new NotUnderstood(HeaderName.ACCEPT_ENCODING, "identity");
    }
    if (part.multipart() && depth < DEEPEST) {
      // RFC 2046 §5.1.3: other kinds are as mixed.
      return part.type().equals("multipart/alternative")
          ? alternative(part, depth + 1)
          : mixed(part, depth + 1);
    }
    // RFC 3261 §20.15 wants a type; what has none can only be what is usual here.
    String type = part.type().isEmpty() && depth == 0 ? understood.getFirst() : part.type();
    byte[] content = part.content();
    if (!understood.contains(type) || content == null || !isUsual(type, part.disposition())) {
      return new NotUnderstood(HeaderName.ACCEPT, accept(understood.toArray(String[]::new)));
    }
    return new Content(type, content);
  }

  /** RFC 3959 §4: a description can be for something else than the session. */
  private static boolean isUsual(String type, String disposition) {
    return !type.equals(SDP) || List.of("", "session", "render").contains(disposition);
  }

  /** RFC 2046 §5.1.4: the last that is understood is the best. */
  private Found alternative(BodyPart whole, int depth) {
    for (BodyPart part : whole.parts().reversed()) {
      if (of(part, depth) instanceof Content content) {
        return content;
      }
    }
    return new NotUnderstood(HeaderName.ACCEPT, accept(understood.toArray(String[]::new)));
  }

  private Found mixed(BodyPart whole, int depth) {
    Found first = null;
    Found missing = null;
    for (BodyPart part : whole.parts()) {
      Found found = of(part, depth);
      if (found instanceof NotUnderstood && part.handling().equals("required")) {
        return found;
      }
      if (found instanceof NotUnderstood) {
        missing = found;
      } else if (found instanceof Content && first == null) {
        first = found;
      }
    }
    if (first != null) {
      return first;
    }
    return missing == null && !whole.parts().isEmpty()
        ? new Nothing()
        : new NotUnderstood(HeaderName.ACCEPT, accept(understood.toArray(String[]::new)));
  }
}
