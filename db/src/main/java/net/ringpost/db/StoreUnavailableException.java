// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

/** The database is away for now: nothing was changed; the same call may work later. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what the driver said. */
  public StoreUnavailableException(Throwable cause) {
    super("the database is away: " + firstLine(cause), cause);
  }

  /** Drivers write whole paragraphs. */
  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
