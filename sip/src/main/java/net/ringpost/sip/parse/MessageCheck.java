// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Via;
import net.ringpost.sip.parse.Parsed.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * Whether the headers that a message cannot be handled without are there, once, and follow their
 * grammar (RFC 3261 §8.1.1, §16.3, §18, and the torture tests of RFC 4475 and RFC 5118, the strict
 * way). What was decoded here is kept with the message, so the accessors that come later cost
 * nothing.
 *
 * <p>RFC 3261 §16.3 step 1: what is not needed is ignored and sent on as it is. A response needs no
 * more than what leads it to its transaction: to throw it away is to lose the call. Who needs
 * another header, such as the Contact for a dialog, reads it then.
 *
 * <p>Not looked at: what a method, an extension or a body needs (405, 420, 415, 416, 483 …).
 */
public final class MessageCheck {
  private static final HeaderName[] AT_MOST_ONCE = {
    HeaderName.CALL_ID,
    HeaderName.CSEQ,
    HeaderName.FROM,
    HeaderName.TO,
    HeaderName.MAX_FORWARDS,
    HeaderName.CONTENT_LENGTH,
  };

  /** The first so many of {@link #AT_MOST_ONCE} must be there. */
  private static final int MANDATORY = 4;

  /** By a header's index: its bit if it may be there at most once, else 0. */
  private static final int[] BIT = new int[HeaderName.knownCount()];

  static {
    for (int i = 0; i < AT_MOST_ONCE.length; i++) {
      BIT[AT_MOST_ONCE[i].index()] = 1 << i;
    }
  }

  private MessageCheck() {}

  /** The same, unless it is a message that {@link #check} finds wrong: then what is wrong. */
  public static Parsed strictly(Parsed parsed) {
    if (!(parsed instanceof Parsed.Message m)) {
      return parsed;
    }
    Malformed wrong = check(m.message());
    return wrong == null ? parsed : wrong;
  }

  /** What is wrong with the message, or null if nothing is. */
  public static @Nullable Malformed check(SipMessage message) {
    try {
      return switch (message) {
        case SipRequest request -> {
          counts(request.headers());
          values(request);
          yield request(request);
        }
        case SipResponse response -> {
          transaction(response);
          yield null;
        }
      };
    } catch (MalformedException e) {
      String reason = e.header() + ": " + e.reason();
      return wrong(message, e.offset(), reason, Status.BAD_REQUEST);
    }
  }

  private static Malformed wrong(SipMessage message, int offset, String reason, Status status) {
    return new Malformed(offset, reason, status, MessageParser.answerable(message), true);
  }

  private static void counts(Headers headers) {
    int seen = 0;
    for (int i = 0; i < headers.size(); i++) {
      HeaderName name = headers.get(i).name();
      int bit = name.known() ? BIT[name.index()] : 0;
      if ((seen & bit) != 0) {
        throw new MalformedException(name.text(), 0, "header more than once");
      }
      seen |= bit;
    }
    for (int i = 0; i < MANDATORY; i++) {
      if ((seen & (1 << i)) == 0) {
        throw new MalformedException(AT_MOST_ONCE[i].text(), 0, "header missing");
      }
    }
  }

  /** Decoding is the check: each accessor throws at what does not follow the grammar. */
  private static void values(SipRequest request) {
    transaction(request);
    // RFC 3261 §16.3 step 4: a loop shows in the others.
    request.vias();
    request.callId();
    request.from();
    request.to();
    request.maxForwards();
    request.routes();
    // RFC 3261 §12.1.1: whoever answers it in the end has to go back that way.
    request.recordRoutes();
    if (request.method().equals(Method.REGISTER)) {
      registration(request);
    }
    String date = request.headers().first(HeaderName.DATE);
    if (date != null) {
      SipDate.check(date);
    }
  }

  /** RFC 3261 §17.1.3, §17.2.3: what tells to which transaction a message belongs. */
  private static void transaction(SipMessage message) {
    message.cseq();
    // RFC 4475 §3.2.1: the cookie without anything behind it identifies no transaction.
    String branch = message.topVia().branch();
    if (branch != null && branch.equals(Via.MAGIC_COOKIE)) {
      throw new MalformedException("Via", 0, "branch is nothing but the magic cookie");
    }
  }

  /** RFC 3261 §10.3 steps 6 and 7: a registrar needs each of the contacts. */
  private static void registration(SipRequest request) {
    request.contacts();
    request.expires();
    if (request.headers().count(HeaderName.CONTACT) > 1) {
      noStar(request.headers());
    }
  }

  /** RFC 3261 §20.10: {@code *} stands alone. */
  private static void noStar(Headers headers) {
    for (String contact : headers.values(HeaderName.CONTACT)) {
      if (contact.equals("*")) {
        throw new MalformedException("Contact", 0, "* beside other values");
      }
    }
  }

  private static @Nullable Malformed request(SipRequest request) {
    Method method = request.method();
    if (!request.cseq().method().equals(method)) {
      // RFC 4475 §3.1.2.18: an unknown method is the more useful thing to say.
      Status status = method.known() ? Status.BAD_REQUEST : Status.NOT_IMPLEMENTED;
      return wrong(request, 0, "CSeq: method is not that of the request line", status);
    }
    // RFC 3261 §19.1.1: headers are not allowed in a Request-URI.
    if (request.requestUri() instanceof SipUri uri && !uri.headers().isEmpty()) {
      return wrong(request, 0, "Request-URI: contains headers", Status.BAD_REQUEST);
    }
    return null;
  }
}
