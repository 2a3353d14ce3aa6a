// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, in a person's words.
 *
 * @param reason for people, without a full stop
 * @param status the final SIP status of an attempt that was not answered, or by which a telephone
 *     says that no sound could cross; 200 after a talk
 */
record CallEndReason(String reason, int status) {
  private static final String GAVE_UP = "the caller gave up";
  private static final int MOST_CHARACTERS = 200;
  private static final Pattern UNREADABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
  private static final int LEAST_FAILURE = 400;
  private static final int MOST_FAILURE = 699;

  /** The end of a call that we made. */
  static CallEndReason ofOutgoing(CallEnd end) {
    return switch (end.cause()) {
      case CANCELLED, CANCELLED_TOO_LATE -> new CallEndReason("cancelled", 487);
      case REFUSED -> refused(end.message());
      case TIMED_OUT -> new CallEndReason("no answer came from the server", 408);
      case UNREACHABLE -> new CallEndReason("the server cannot be reached: " + end.text(), 503);
      default -> ofTalk(end);
    };
  }

  /** The end of a call that came to us. */
  static CallEndReason ofIncoming(CallEnd end) {
    return switch (end.cause()) {
      case CANCELLED, CANCELLED_TOO_LATE -> cancelled(end.message());
      case REFUSED -> new CallEndReason("declined", code(end.message()));
      case EXPIRED -> new CallEndReason("the caller waited no longer", 487);
      default -> ofTalk(end);
    };
  }

  private static CallEndReason ofTalk(CallEnd end) {
    return switch (end.cause()) {
      case HUNG_UP -> new CallEndReason("you hung up", 200);
      case REMOTE_HUNG_UP -> hungUp(end.message());
      case NOT_ACKNOWLEDGED ->
          new CallEndReason("the caller's telephone did not confirm the call", 408);
      case LOST -> new CallEndReason("the other telephone does not know the call any more", 200);
      default -> new CallEndReason(end.text(), 500);
    };
  }

  /** RFC 3326: a telephone says so when the call was none, or no longer. */
  private static CallEndReason hungUp(@Nullable SipMessage bye) {
    Reason reason = bye == null ? null : Reason.ofSip(bye);
    String text = reason == null ? "" : readable(reason.text());
    int cause = reason == null ? 0 : reason.cause();
    boolean failed = cause >= LEAST_FAILURE && cause <= MOST_FAILURE;
    if (text.isEmpty() && !failed) {
      return new CallEndReason("the other side hung up", 200);
    }
    String words = text.isEmpty() ? "the other telephone ended the call" : text;
    return new CallEndReason(words, failed ? cause : 200);
  }

  /** What somebody else wrote, as far as it can stand in a line. */
  private static String readable(String text) {
    String line = UNREADABLE.matcher(text).replaceAll(" ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS);
  }

  /** RFC 3326: a proxy says what another of the number's telephones did with the call. */
  private static CallEndReason cancelled(@Nullable SipMessage cancel) {
    List<Reason> reasons = cancel == null ? List.of() : Reason.of(cancel);
    for (Reason r : reasons) {
      if (r.protocol().equalsIgnoreCase("SIP") && r.cause() > 0) {
        return new CallEndReason(elsewhere(r.cause()), 487);
      }
    }
    boolean answered = reasons.stream().anyMatch(CallEndReason::saysAnswered);
    return new CallEndReason(answered ? "answered elsewhere" : GAVE_UP, 487);
  }

  private static String elsewhere(int cause) {
    return switch (cause / 100) {
      case 2 -> "answered elsewhere";
      case 6 -> cause == 600 ? "busy elsewhere" : "declined elsewhere";
      default -> cause == 408 ? "not answered in time" : GAVE_UP;
    };
  }

  /** Q.850 cause 26: non-selected user clearing. Some say it in words only. */
  private static boolean saysAnswered(Reason r) {
    String text = r.text().toLowerCase(Locale.ROOT);
    return (r.protocol().equalsIgnoreCase("Q.850") && r.cause() == 26)
        || text.contains("completed elsewhere")
        || text.contains("answered elsewhere");
  }

  private static int code(@Nullable SipMessage message) {
    return message instanceof SipResponse r ? r.code() : 603;
  }

  private static CallEndReason refused(@Nullable SipMessage message) {
    if (!(message instanceof SipResponse r)) {
      return new CallEndReason("refused", 500);
    }
    return new CallEndReason(words(r), r.code());
  }

  private static String words(SipResponse r) {
    return switch (r.code()) {
      case 403 -> "not allowed: " + r.reason();
      default -> Refusal.words(r.code(), text(r));
    };
  }

  private static String text(SipResponse r) {
    return r.code() + " " + r.reason();
  }
}
