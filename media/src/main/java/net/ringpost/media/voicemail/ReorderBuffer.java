// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.statistics.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Puts packets back into their order. One that is missing is waited for, for a fixed time after the
 * next has come; nobody listens meanwhile, so there is nothing to adapt. Doubles, and what comes
 * after its time, are dropped. Another SSRC, another coding, or numbers that begin anew come behind
 * what was there, once it is clear that they have taken the first ones' place. For one thread.
 */
final class ReorderBuffer<P extends SequencedPacket> {
  static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

  /** So many packets more than those of the stream so far make another stream the right one. */
  private static final int MORE = 2;

  /** Another stream that has not become the right one after so long is noise. */
  private static final long TRIAL = TimeUnit.MILLISECONDS.toNanos(500);

  /** So many packets in a row that are too late for their numbers are not late. */
  private static final int LATE = 5;

  /** What was only held up comes in less time. */
  private static final long LATE_SPAN = TimeUnit.MILLISECONDS.toNanos(60);

  private static final long UNSET = Long.MIN_VALUE;

  private final TreeMap<Long, P> waiting = new TreeMap<>();
  private final List<P> ordered = new ArrayList<>();
  private @Nullable P newest;
  private long newestNumber;
  private long due = UNSET;

  /** Packets without a place so far, of one other stream. */
  private final List<P> others = new ArrayList<>();

  /** How many that had a place have come since the first of the others. */
  private int meanwhile;

  /** Takes packets in the order in which they came. */
  void add(P packet) {
    P before = newest;
    boolean fits = before == null || follows(packet, before);
    if (fits && number(packet) >= due && !followsOthers(packet)) {
      meanwhile++;
      put(packet);
      return;
    }
    if (others.isEmpty() || !follows(packet, others.getLast()) || isOver(packet)) {
      others.clear();
      meanwhile = 0;
    }
    others.add(packet);
    if (isLate(others.getFirst()) ? areNotLate() : haveTakenOver()) {
      change();
    }
  }

  /** Whether it is behind by its number, and the next of those that are too far behind. */
  private boolean followsOthers(P packet) {
    P before = newest;
    return before != null
        && !others.isEmpty()
        && sameStream(packet, others.getLast())
        && !isLate(others.getLast())
        && step(packet, before) < 0
        && step(packet, others.getLast()) == 1;
  }

  private boolean isOver(P packet) {
    return meanwhile > 0 && packet.nowNanos() - others.getFirst().nowNanos() > TRIAL;
  }

  /** RFC 3550 A.1: of the same stream, two in order do, as long as nothing else comes. */
  private boolean haveTakenOver() {
    return others.size() > meanwhile + MORE
        || (meanwhile == 0 && others.size() > 1 && sameStream(others.getLast()) && inOrder());
  }

  private boolean areNotLate() {
    long span = others.getLast().nowNanos() - others.getFirst().nowNanos();
    return meanwhile == 0 && others.size() >= LATE && inOrder() && span >= LATE_SPAN;
  }

  /** Whether the others have come one after the other, without one missing. */
  private boolean inOrder() {
    for (int i = 1; i < others.size(); i++) {
      if (step(others.get(i), others.get(i - 1)) != 1) {
        return false;
      }
    }
    return true;
  }

  private boolean isLate(P packet) {
    P before = newest;
    return before != null && follows(packet, before);
  }

  private boolean sameStream(P packet) {
    P before = newest;
    return before != null && sameStream(packet, before);
  }

  private boolean sameStream(P packet, P before) {
    return packet.ssrc() == before.ssrc() && packet.coding().equals(before.coding());
  }

  private void change() {
    release(Long.MAX_VALUE);
    due = UNSET;
    newest = null;
    others.forEach(this::put);
    others.clear();
  }

  private boolean follows(P packet, P before) {
    return sameStream(packet, before) && SequenceNumbers.fits(step(packet, before));
  }

  private int step(P packet, P before) {
    return (short) (packet.sequence() - before.sequence());
  }

  private long number(P packet) {
    P before = newest;
    return before == null ? packet.sequence() : newestNumber + step(packet, before);
  }

  private void put(P packet) {
    long number = number(packet);
    waiting.putIfAbsent(number, packet);
    if (newest == null || number > newestNumber) {
      newestNumber = number;
      newest = packet;
    }
  }

  /** What is in order now, and what has been waited for long enough. */
  List<P> take(long nowNanos) {
    release(nowNanos);
    List<P> taken = List.copyOf(ordered);
    ordered.clear();
    return taken;
  }

  /** Everything that is there. */
  List<P> takeAll() {
    return take(Long.MAX_VALUE);
  }

  private void release(long nowNanos) {
    while (!waiting.isEmpty()) {
      var first = waiting.firstEntry();
      boolean inTurn = first.getKey() == due;
      boolean waited = nowNanos == Long.MAX_VALUE || nowNanos - first.getValue().nowNanos() >= WAIT;
      if (!inTurn && !waited) {
        return;
      }
      ordered.add(first.getValue());
      due = first.getKey() + 1;
      waiting.pollFirstEntry();
    }
  }
}
