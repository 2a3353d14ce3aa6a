// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import net.ringpost.media.statistics.LevelMeter;

/** A source that tells how loud it is. */
public final class MeteredSource implements AudioSource {
  private final AudioSource source;
  private final LevelMeter meter = new LevelMeter();
  private volatile double level = LevelMeter.SILENCE;

  /** Reads that source, and closes it. */
  public MeteredSource(AudioSource source) {
    this.source = source;
  }

  @Override
  public void read(short[] frame) {
    source.read(frame);
    meter.add(frame);
    level = meter.take();
  }

  /** How loud the 20 ms were that were read last, in dB below full scale, -96 to 0. */
  public double level() {
    return level;
  }

  @Override
  public void close() {
    source.close();
  }
}
