// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

/**
 * A command cannot be done. The message is one line for the operator: what happened, what to do.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that line. */
  public StartException(String message) {
    super(message);
  }

  /** With that line and what lies behind it. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
