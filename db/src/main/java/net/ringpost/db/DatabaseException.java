// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

/**
 * The database cannot be used at all. The message is one sentence or two for the operator: what
 * happened, what to do.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Without a deeper cause. */
  public DatabaseException(String message) {
    super(message);
  }

  /** With what it comes from. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
