// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.BitSet;
import java.util.StringJoiner;

/**
 * Which events a receiver of telephone-event understands, in {@code a=fmtp}: RFC 4733 §2.4.1.
 * Immutable.
 */
public final class EventList {
  /** What holds when nothing is said: the keys 0 to 9, *, #, A to D. */
  public static final EventList KEYS = parse("0-15");

  private static final int LAST = 255;

  private final BitSet events;

  private EventList(BitSet events) {
    this.events = events;
  }

  /** Reads numbers and ranges such as {@code 0-15,66}; unreadable parts are left out. */
  public static EventList parse(String fmtp) {
    BitSet events = new BitSet();
    int from = 0;
    while (from < fmtp.length()) {
      int comma = fmtp.indexOf(',', from);
      int end = comma < 0 ? fmtp.length() : comma;
      add(events, fmtp.substring(from, end).strip());
      from = end + 1;
    }
    return fmtp.isBlank() ? KEYS : new EventList(events);
  }

  private static void add(BitSet events, String part) {
    int dash = part.indexOf('-');
    try {
      int first = Numbers.parse(dash < 0 ? part : part.substring(0, dash), 0, LAST, "event");
      int last = dash < 0 ? first : Numbers.parse(part.substring(dash + 1), first, LAST, "event");
      events.set(first, last + 1);
    } catch (IllegalArgumentException unreadable) {
      return;
    }
  }

  /** Whether it understands this event, 0 to 255. */
  public boolean has(int event) {
    return event >= 0 && events.get(event);
  }

  /** As it stands after the payload type. */
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(",");
    for (int first = events.nextSetBit(0); first >= 0; ) {
      int end = events.nextClearBit(first);
      parts.add(end - 1 == first ? "" + first : first + "-" + (end - 1));
      first = events.nextSetBit(end);
    }
    return parts.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventList same && events.equals(same.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }
}
