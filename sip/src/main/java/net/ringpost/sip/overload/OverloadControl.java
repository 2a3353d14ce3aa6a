// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.overload;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.overload.Overload.Event;
import net.ringpost.sip.overload.Overload.KeepingUp;
import net.ringpost.sip.overload.Overload.Shedding;
import net.ringpost.sip.overload.Overload.State;

/**
 * What a transport tells of its thread's load, and what is asked above it. The transport sees it at
 * two places: in its socket for packets, where everything waits that is not read yet, and in how
 * late deadlines are, which is how long one turn over all connections takes. The thread has caught
 * up when it has at both.
 *
 * <p>All methods but {@link #refusing} are for the signalling thread alone. All times are
 * nanoseconds on the scale of {@link System#nanoTime()}.
 */
public final class OverloadControl {
  /** A deadline that is met later than this tells of too long a turn, in nanoseconds. */
  public static final long LATE = TimeUnit.MILLISECONDS.toNanos(50);

  /** For so long one place's word stands against the other's. */
  private static final long STANDS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For so long Java is still compiling, under load. */
  private static final long YOUNG = TimeUnit.MINUTES.toNanos(1);

  private static final int PACKETS = 0;
  private static final int TURNS = 1;

  private final long[] behindAt = new long[2];
  private final boolean[] behind = new boolean[2];
  private final long born;
  private volatile State state = Overload.START;

  /** Of a transport that is made now. */
  public OverloadControl(long now) {
    this.born = now;
  }

  /** Whether it has to be told at all that everything was read. */
  public boolean watching() {
    return !(state instanceof KeepingUp);
  }

  /** Packets were read: whether all that had come. */
  public void packets(boolean all, long now) {
    saw(PACKETS, all, now);
  }

  /** A deadline was met, so many nanoseconds late. */
  public void deadline(long late, long now) {
    boolean inTime = late <= LATE;
    if (!inTime || watching()) {
      saw(TURNS, inTime, now);
    }
  }

  private void saw(int place, boolean all, long now) {
    behind[place] = !all;
    behindAt[place] = now;
    int other = 1 - place;
    if (!all) {
      state = Overload.on(state, Event.BEHIND, onset(now), now);
    } else if (!behind[other] || now - behindAt[other] > STANDS) {
      state = Overload.on(state, Event.CAUGHT_UP, onset(now), now);
    }
  }

  private long onset(long now) {
    return now - born < YOUNG ? Overload.ONSET_YOUNG : Overload.ONSET;
  }

  /**
   * Whether it is overloaded: some of what is new may have to be refused. What nobody tells
   * anything of for long is over.
   */
  public boolean shedding(long now) {
    state = Overload.at(state, now);
    return state instanceof Shedding;
  }

  /** The share of new work to take on, above 0; 1 for all. */
  public double admitted() {
    return state.admitted();
  }

  /** The share of new work that is refused now, from 0 to below 1. For any thread. */
  public double refusing() {
    return 1 - state.admitted();
  }
}
