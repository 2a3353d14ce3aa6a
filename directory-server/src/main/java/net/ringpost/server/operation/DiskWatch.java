// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import net.ringpost.db.blob.DiskRoom;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells the operator of a disk that is full, or that this user may not fill further: in the log
 * when it begins and when it is over, and in the health for as long as it lasts.
 */
final class DiskWatch implements HealthIndicator {
  private static final long MEGABYTE = 1024L * 1024;
  private static final System.Logger LOG = System.getLogger(DiskWatch.class.getName());

  private final BooleanSupplier full;
  private final LongSupplier free;
  private final Path folder;
  private final long reserve;
  private boolean told;

  DiskWatch(DiskRoom room) {
    this(room::full, room::free, room.folder(), room.reserve());
  }

  /**
   * @param reserve with less free than so many bytes it is full
   */
  DiskWatch(BooleanSupplier full, LongSupplier free, Path folder, long reserve) {
    this.full = full;
    this.free = free;
    this.folder = folder;
    this.reserve = reserve;
  }

  /** Looks, and logs what has changed. Blocks. */
  synchronized void look() {
    boolean now = full.getAsBoolean();
    if (now && !told) {
      LOG.log(Level.WARNING, sentence());
    } else if (!now && told) {
      LOG.log(
          Level.WARNING, "There is room on the disk again: callers can leave messages once more.");
    }
    told = now;
  }

  private String sentence() {
    return "The disk of %s is full (%d MB are free): callers can leave no messages until %d MB are free."
        .formatted(folder, free.getAsLong() / MEGABYTE, reserve / MEGABYTE);
  }

  @Override
  public Health health() {
    Health.Builder health =
        full.getAsBoolean() ? Health.down().withDetail("what", sentence()) : Health.up();
    return health.withDetail("free", free.getAsLong()).build();
  }
}
