// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * What a REGISTER asks for (RFC 3261 §10.2).
 *
 * @param all whether it is {@code Contact: *}, the removal of everything
 * @param contacts what is to be bound or removed; empty for a query
 */
public record RegisterRequest(String callId, long cseq, boolean all, List<Wanted> contacts) {
  /** What a contact without any expiry gets, in seconds (RFC 3261 §10.2.1.1). */
  static final int DEFAULT_EXPIRES = 3600;

  /** How long a contact can be; what is longer cannot be stored. */
  static final int MAX_CONTACT = 1024;

  private static final int MAX_INSTANCE = 255;
  private static final int MAX_CALL_ID = 255;

  /**
   * One contact of it.
   *
   * @param instance the {@code +sip.instance}, or null
   * @param regId 0 for none
   * @param q thousandths
   * @param expires seconds asked for, 0 to remove
   */
  record Wanted(SipUri uri, @Nullable String instance, int regId, int q, long expires) {}

  /**
   * Reads it from a request.
   *
   * @throws MalformedException if it cannot be understood; to be answered with 400
   */
  public static RegisterRequest of(SipRequest request) {
    if (request.callId().length() > MAX_CALL_ID) {
      throw new MalformedException("Call-ID", MAX_CALL_ID, "longer than 255 characters");
    }
    OptionalLong header = request.expires();
    long number = request.cseq().number();
    if (star(request)) {
      // RFC 3261 §10.3 step 6: neither other contacts nor any expiry but zero.
      if (!request.contactIsStar() || header.isEmpty() || header.getAsLong() != 0) {
        throw new MalformedException("Contact", 0, "'*' must stand alone and with Expires: 0");
      }
      return new RegisterRequest(request.callId(), number, true, List.of());
    }
    List<Wanted> wanted = new ArrayList<>(2);
    for (NameAddr contact : request.contacts()) {
      wanted.add(wanted(contact, header));
    }
    return new RegisterRequest(request.callId(), number, false, wanted);
  }

  private static boolean star(SipRequest request) {
    int fields = request.headers().count(HeaderName.CONTACT);
    if (fields <= 1) {
      // A star counts as no contact, and what else is none has been refused as malformed.
      return fields == 1 && request.contacts().isEmpty();
    }
    for (HeaderField f : request.headers().all(HeaderName.CONTACT)) {
      if (f.value().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static Wanted wanted(NameAddr contact, OptionalLong header) {
    if (!(contact.uri() instanceof SipUri uri)) {
      throw new MalformedException(
          "Contact", 0, "a terminal's address must be a sip: or sips: URI");
    }
    if (uri.toString().length() > MAX_CONTACT) {
      throw new MalformedException("Contact", MAX_CONTACT, "longer than 1024 characters");
    }
    String instance = contact.params().get("+sip.instance");
    if (instance != null && (instance.length() > MAX_INSTANCE || instance.indexOf('"') >= 0)) {
      throw new MalformedException("Contact", 0, "+sip.instance is no URN in angle brackets");
    }
    boolean named = instance != null && !instance.isEmpty();
    // RFC 5626 §6: a reg-id without an instance is ignored.
    int regId = named ? regId(contact.params().get("reg-id")) : 0;
    long expires = expires(contact.params().get("expires"), header);
    return new Wanted(uri, named ? instance : null, regId, q(contact.params().get("q")), expires);
  }

  private static int regId(@Nullable String text) {
    long id = digits(text, Integer.MAX_VALUE);
    return id < 0 ? 0 : (int) id;
  }

  private static long expires(@Nullable String param, OptionalLong header) {
    if (param == null) {
      return header.orElse(DEFAULT_EXPIRES);
    }
    // RFC 3261 §20.10: a malformed expires parameter counts as 3600.
    long seconds = digits(param, 0xffff_ffffL);
    return seconds < 0 ? DEFAULT_EXPIRES : seconds;
  }

  /** RFC 3261 §25.1 qvalue; what is none counts as 1. */
  private static int q(@Nullable String text) {
    if (text == null || text.isEmpty() || text.charAt(0) != '0') {
      return 1000;
    }
    int q = 0;
    for (int i = 2; i < 5; i++) {
      int digit = i < text.length() ? text.charAt(i) - '0' : 0;
      q = q * 10 + Math.clamp(digit, 0, 9);
    }
    return q;
  }

  /** The number, or -1 if the text is none up to {@code max}. */
  private static long digits(@Nullable String text, long max) {
    if (text == null || text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long n = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      n = n * 10 + digit;
    }
    return n > max ? -1 : n;
  }
}
