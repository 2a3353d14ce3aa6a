// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import net.ringpost.phone.call.Refusal;
import net.ringpost.phone.history.PastCall;
import net.ringpost.phone.mailbox.Voicemail;

/** Lists for people: one thing a line, in their own time. */
final class Listing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

  /** The status of a call that voice mail answered. */
  private static final int MESSAGE_KEPT = 200;

  private static final int NO_MESSAGE = 204;

  private final ZoneId zone;

  /**
   * @param zone whose times are shown
   */
  Listing(ZoneId zone) {
    this.zone = zone;
  }

  /** A number with the name beside it, if there is one. */
  static String who(String number, String name) {
    return name.isEmpty() ? number : name + " (" + number + ")";
  }

  /** Voice messages; a star marks those that nobody has heard. */
  String messages(List<Voicemail> messages, boolean deleted) {
    if (messages.isEmpty()) {
      return deleted ? "No deleted messages." : "No messages.";
    }
    return lines(
        messages.size(),
        i -> {
          Voicemail m = messages.get(i);
          return (i + 1)
              + (m.heard() ? "  " : " *")
              + " %s, %s, %s%s"
                  .formatted(
                      who(m.from(), m.fromName()),
                      local(m.receivedAt()),
                      lasting(m.durationMs()),
                      m.kind().equals("video") ? ", with pictures" : "");
        });
  }

  /** Calls; a star marks missed ones. */
  String calls(List<PastCall> calls) {
    if (calls.isEmpty()) {
      return "No calls yet.";
    }
    return lines(
        calls.size(),
        i -> {
          PastCall c = calls.get(i);
          return (c.missed() ? "* " : "  ")
              + local(c.startedAt())
              + (c.direction().equals("out") ? "  to " : "  from ")
              + who(c.number(), c.name())
              + ", "
              + (c.talkMs() < 0 || c.outcome().equals("failed") ? outcome(c) : lasting(c.talkMs()));
        });
  }

  /** The caller reads here what the caller was told then; the callee, what was missed. */
  private static String outcome(PastCall c) {
    if (c.talkMs() >= 0) {
      return "answered, but no sound could cross";
    }
    boolean out = c.direction().equals("out");
    boolean voicemail = !c.outcome().equals("answered") && !c.outcome().equals("in_progress");
    if (voicemail && (c.status() == MESSAGE_KEPT || c.status() == NO_MESSAGE)) {
      String message = c.status() == MESSAGE_KEPT ? "a message was kept" : "no message was kept";
      return (out ? "voice mail answered" : inbound(c.outcome())) + ", " + message;
    }
    return out ? outbound(c) : inbound(c.outcome());
  }

  private static String outbound(PastCall c) {
    return switch (c.outcome()) {
      case "answered" -> "answered";
      case "in_progress" -> "under way";
      case "redirected" -> "put through to the other telephone";
      default -> Refusal.words(c.status(), c.outcome().replace('_', ' ') + " (" + c.status() + ")");
    };
  }

  private static String inbound(String outcome) {
    return switch (outcome) {
      case "no_terminal" -> "you were not signed in";
      case "busy" -> "you were busy";
      case "cancelled" -> "the caller gave up";
      case "in_progress" -> "under way";
      case "redirected" -> "put through to your telephone";
      default -> outcome.replace('_', ' ');
    };
  }

  private static String lines(int count, IntFunction<String> line) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : "\n").append(line.apply(i));
    }
    return out.toString();
  }

  private String local(String iso) {
    try {
      return TIME.format(Instant.parse(iso).atZone(zone));
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  private static String lasting(long millis) {
    long seconds = Math.round(millis / 1000.0);
    return seconds < 60 ? seconds + " s" : "%d min %02d s".formatted(seconds / 60, seconds % 60);
  }
}
