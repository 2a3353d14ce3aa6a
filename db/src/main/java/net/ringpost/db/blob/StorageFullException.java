// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;

/** There is no room for more; what is stored is as it was. */
public final class StorageFullException extends IOException {
  private static final long serialVersionUID = 1;

  /** What is full. */
  public enum Limit {
    /** The disk. */
    DISK,
    /** What one member may keep. */
    QUOTA
  }

  private final Limit limit;

  /**
   * @param message a sentence for people
   */
  public StorageFullException(Limit limit, String message) {
    super(message);
    this.limit = limit;
  }

  /** What is full. */
  public Limit limit() {
    return limit;
  }
}
