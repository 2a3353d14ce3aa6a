// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

/**
 * The database refused a statement; nothing was changed. A defect of Ringpost, a full disk, or a
 * damaged database.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what the driver said. */
  public StoreException(Throwable cause) {
    super("the database refused: " + cause.getMessage(), cause);
  }
}
