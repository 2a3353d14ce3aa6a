// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class warns of. */
final class Warnings extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new ArrayList<>();

  private Warnings(Logger logger) {
    this.logger = logger;
  }

  /** Collects them until it is closed. */
  static Warnings of(Class<?> by) {
    Warnings warnings = new Warnings(Logger.getLogger(by.getName()));
    warnings.logger.addHandler(warnings);
    return warnings;
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      lines.add(line.getMessage());
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
