// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import net.ringpost.phone.history.PastCall;
import net.ringpost.phone.message.Voicemail;

/** Lists for people: one thing a line, in their own time. */
final class Listing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

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
              + (c.talkMs() < 0 ? c.outcome().replace('_', ' ') : lasting(c.talkMs()));
        });
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
