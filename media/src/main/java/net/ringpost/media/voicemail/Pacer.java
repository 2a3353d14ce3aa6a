// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.ringpost.media.codec.FrameClock;
import org.jspecify.annotations.Nullable;

/** One thread that ticks each 20 ms for all sessions; there only while there are any. */
final class Pacer {
  /** What is done at each tick. */
  @FunctionalInterface
  interface Paced {
    /** Called each 20 ms; must not block. */
    void tick();
  }

  private static final System.Logger LOG = System.getLogger(Pacer.class.getName());
  private static final Pacer SHARED = new Pacer();

  private final List<Paced> all = new CopyOnWriteArrayList<>();
  private @Nullable FrameClock clock;

  private Pacer() {}

  static Pacer shared() {
    return SHARED;
  }

  synchronized void add(Paced paced) {
    all.add(paced);
    if (clock == null) {
      clock = new FrameClock("media-message", late -> tick());
      clock.start();
    }
  }

  synchronized void remove(Paced paced) {
    all.remove(paced);
    FrameClock running = clock;
    if (all.isEmpty() && running != null) {
      clock = null;
      running.close();
    }
  }

  private void tick() {
    for (Paced paced : all) {
      try {
        paced.tick();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "20 ms of a message could not be played", e);
      }
    }
  }
}
