// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was sent, mostly a CANCEL or BYE: RFC 3326.
 *
 * @param protocol whose causes are meant, such as {@code SIP} (then they are status codes) or
 *     {@code Q.850}
 * @param cause 0 if none is told
 * @param text for people; may be empty
 */
public record Reason(String protocol, int cause, String text) {
  private static final int MOST = 999;

  /** That of a SIP status. */
  public static Reason sip(int status, String text) {
    return new Reason("SIP", status, text);
  }

  /** Those that a message tells, in order; what cannot be read is left out. */
  public static List<Reason> of(SipMessage message) {
    List<Reason> all = new ArrayList<>();
    for (String value : message.headers().values(HeaderName.REASON)) {
      Reason reason = parse(value);
      if (reason != null) {
        all.add(reason);
      }
    }
    return all;
  }

  /** The first that is told as a SIP status; null if there is none. */
  public static @Nullable Reason ofSip(SipMessage message) {
    return of(message).stream()
        .filter(r -> r.protocol.equalsIgnoreCase("SIP"))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Reason parse(String value) {
    try {
      TextScanner in = new TextScanner("Reason", value);
      in.blanks();
      String protocol = in.token("protocol");
      Params params = Params.scan(in);
      String cause = params.get("cause");
      String text = params.get("text");
      boolean number = cause != null && cause.matches("[0-9]{1,3}");
      return new Reason(
          protocol,
          number ? Math.min(MOST, Integer.parseInt(String.valueOf(cause))) : 0,
          text == null ? "" : text);
    } catch (MalformedException e) {
      return null;
    }
  }

  /** As it stands in the header. */
  @Override
  public String toString() {
    String told = cause == 0 ? protocol : protocol + ";cause=" + cause;
    return text.isEmpty() ? told : told + ";text=" + TextScanner.quote(text);
  }
}
