// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;
import net.ringpost.media.device.Pcm;

/**
 * Smooths what the decoder gives into an even flow of frames: the jitter buffer. It begins when
 * {@link #START_MILLIS} of sound are there. When it runs dry it gives silence, and what comes late
 * afterwards has made the buffer longer by just that; when it has been longer than needed for a
 * while, quiet frames are left out. For one writer and one reader.
 */
final class Playout {
  /** How much sound is there when playing begins. */
  static final int START_MILLIS = 60;

  private static final int START = Pcm.RATE / 1000 * START_MILLIS;
  private static final int CAPACITY = Pcm.RATE * 2;

  /** The shortest fill seen over this many frames (one second) decides what is too long. */
  private static final int WATCH_FRAMES = 50;

  /** More than this is shortened in quiet moments. */
  private static final int ENOUGH = START;

  /** More than this is shortened at once: nobody wants to talk over such a delay. */
  private static final int TOO_LONG = Pcm.RATE / 1000 * 300;

  /** Mean amplitude below which a frame is quiet (about -46 dB). */
  private static final int QUIET = 160;

  private final short[] ring = new short[CAPACITY];
  private int head;
  private int fill;
  private boolean playing;
  private int watched;
  private int shortest = CAPACITY;

  /** Adds decoded samples; loses the oldest when it is full. */
  synchronized void push(short[] samples, int count) {
    for (int i = 0; i < count; i++) {
      ring[(head + fill) % CAPACITY] = samples[i];
      if (fill < CAPACITY) {
        fill++;
      } else {
        head = (head + 1) % CAPACITY;
      }
    }
    playing |= fill >= START;
  }

  /**
   * Takes the next frame.
   *
   * @param frame {@link Pcm#FRAME} samples to overwrite
   * @return false before the first sound: there is no frame yet
   */
  synchronized boolean pull(short[] frame) {
    if (!playing) {
      return false;
    }
    watch();
    int count = Math.min(fill, frame.length);
    take(frame, count);
    Arrays.fill(frame, count, frame.length, (short) 0);
    if (fill >= Pcm.FRAME && isTooLong() && (fill > TOO_LONG || isQuiet(frame))) {
      // Put the next frame in the place of this one.
      take(frame, frame.length);
      shortest -= Pcm.FRAME;
    }
    return true;
  }

  private void watch() {
    shortest = Math.min(shortest, fill);
    if (++watched >= WATCH_FRAMES) {
      watched = 0;
      allowance = shortest;
      shortest = CAPACITY;
    }
  }

  private int allowance;

  private boolean isTooLong() {
    return fill > TOO_LONG || Math.min(allowance, shortest) > ENOUGH;
  }

  private void take(short[] frame, int count) {
    for (int i = 0; i < count; i++) {
      frame[i] = ring[(head + i) % CAPACITY];
    }
    head = (head + count) % CAPACITY;
    fill -= count;
  }

  private static boolean isQuiet(short[] frame) {
    long sum = 0;
    for (short s : frame) {
      sum += Math.abs((int) s);
    }
    return sum / frame.length < QUIET;
  }

  /** How much sound waits, in milliseconds. */
  synchronized int waitingMillis() {
    return fill / (Pcm.RATE / 1000);
  }
}
