// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;

/** A content is not what was written: damaged, taken from elsewhere, or of another key. */
public final class DamagedBlobException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message which content, and what is wrong with it
   */
  public DamagedBlobException(String message) {
    super(message);
  }
}
