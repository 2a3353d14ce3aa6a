// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import org.jspecify.annotations.Nullable;

/**
 * How many messages wait (RFC 3842 §5.2).
 *
 * @param unheard new voice messages
 * @param heard old ones
 */
public record MessageSummary(int unheard, int heard) {
  /** The event package. */
  public static final String EVENT = "message-summary";

  /** What it is told in. */
  public static final String CONTENT_TYPE = "application/simple-message-summary";

  private static final Pattern VOICE =
      Pattern.compile("(?im)^Voice-Message:[ \t]*(\\d{1,9})/(\\d{1,9})");
  private static final Pattern WITHDRAWN =
      Pattern.compile(
          "(?i)^\\s*terminated\\s*;(?:.*;)?\\s*reason\\s*=\\s*(?:rejected|deactivated|noresource)\\b");
  private static final Pattern WAITING =
      Pattern.compile("(?im)^Messages-Waiting:[ \t]*(yes|no)[ \t\r]*$");

  /** Whether a NOTIFY is about waiting messages. */
  public static boolean isAbout(SipRequest notify) {
    String event = notify.headers().first(HeaderName.EVENT);
    // RFC 6665 §8.2.1: an id may follow.
    return event != null && event.split(";", 2)[0].strip().equals(EVENT);
  }

  /**
   * Whether a NOTIFY says that the server will tell nothing more, as the member has to prove anew
   * who it is (RFC 6665 §4.1.3).
   */
  public static boolean isWithdrawn(SipRequest notify) {
    String state = notify.headers().first(HeaderName.SUBSCRIPTION_STATE);
    return state != null && WITHDRAWN.matcher(state).find();
  }

  /** Reads a summary; null if it is none. */
  public static @Nullable MessageSummary parse(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    Matcher voice = VOICE.matcher(text);
    if (voice.find()) {
      return new MessageSummary(Integer.parseInt(voice.group(1)), Integer.parseInt(voice.group(2)));
    }
    Matcher waiting = WAITING.matcher(text);
    if (!waiting.find()) {
      return null;
    }
    return new MessageSummary(waiting.group(1).equalsIgnoreCase("yes") ? 1 : 0, 0);
  }
}
