// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.Locale;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, in a person's words.
 *
 * @param reason for people, without a full stop
 * @param status the final SIP status of an attempt that was not answered; 200 after a talk
 */
record End(String reason, int status) {
  /** The end of a call that we made. */
  static End ofOutgoing(CallEnd end) {
    return switch (end.cause()) {
      case CANCELLED, CANCELLED_TOO_LATE -> new End("cancelled", 487);
      case REFUSED -> refused(end.message());
      case TIMED_OUT -> new End("no answer came from the server", 408);
      case UNREACHABLE -> new End("the server cannot be reached: " + end.text(), 503);
      default -> ofTalk(end);
    };
  }

  /** The end of a call that came to us. */
  static End ofIncoming(CallEnd end) {
    return switch (end.cause()) {
      case CANCELLED, CANCELLED_TOO_LATE -> cancelled(end.message());
      case REFUSED -> new End("declined", code(end.message()));
      default -> ofTalk(end);
    };
  }

  private static End ofTalk(CallEnd end) {
    return switch (end.cause()) {
      case HUNG_UP -> new End("you hung up", 200);
      case REMOTE_HUNG_UP -> new End("the other side hung up", 200);
      case NOT_ACKNOWLEDGED -> new End("the caller's telephone did not confirm the call", 408);
      case LOST -> new End("the other telephone does not know the call any more", 200);
      default -> new End(end.text(), 500);
    };
  }

  /** RFC 3326: a proxy says so when another of the number's telephones took the call. */
  private static End cancelled(@Nullable SipMessage cancel) {
    String reason = cancel == null ? null : cancel.headers().first(HeaderName.REASON);
    String text = reason == null ? "" : reason.toLowerCase(Locale.ROOT).replace(" ", "");
    boolean elsewhere = text.contains("cause=200") || text.contains("elsewhere");
    return new End(elsewhere ? "answered elsewhere" : "the caller gave up", 487);
  }

  private static int code(@Nullable SipMessage message) {
    return message instanceof SipResponse r ? r.code() : 603;
  }

  private static End refused(@Nullable SipMessage message) {
    if (!(message instanceof SipResponse r)) {
      return new End("refused", 500);
    }
    return new End(words(r), r.code());
  }

  private static String words(SipResponse r) {
    return switch (r.code()) {
      case 401, 407 -> "the server does not accept your ID and password";
      case 403 -> "not allowed: " + r.reason();
      case 404, 604 -> "nobody has this number";
      case 408 -> "no answer";
      case 410 -> "this number is no longer in use";
      case 480 -> "not reachable now";
      case 484 -> "the number is incomplete";
      case 486, 600 -> "busy";
      case 487 -> "cancelled";
      case 488, 606, 415 -> "the other telephone speaks no encryption or codec that this one does";
      case 603 -> "declined";
      default -> r.code() >= 500 ? "the server has a problem: " + text(r) : text(r);
    };
  }

  private static String text(SipResponse r) {
    return r.code() + " " + r.reason();
  }
}
