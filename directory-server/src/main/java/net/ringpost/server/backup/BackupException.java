// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

/** A backup cannot be made or restored. The message is one line for the operator. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that line. */
  public BackupException(String message) {
    super(message);
  }

  /** With that line and what lies behind it. */
  public BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
