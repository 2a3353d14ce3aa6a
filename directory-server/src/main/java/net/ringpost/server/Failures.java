// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server;

import net.ringpost.db.DatabaseException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.server.backup.BackupException;
import net.ringpost.server.operation.StartException;
import net.ringpost.sip.transport.TransportException;

/** What an operator reads when a command cannot be done. */
final class Failures {
  private Failures() {}

  /** One line: what happened and what to do. */
  static String inOneLine(Exception failure) {
    return switch (failure) {
      case DatabaseException e -> sentence(e);
      case BackupException e -> sentence(e);
      case StartException e -> sentence(e);
      case TransportException e -> sentence(e);
      case StoreUnavailableException e -> sentence(e);
      default -> "a defect, please report it: " + failure;
    };
  }

  private static String sentence(Exception e) {
    return String.valueOf(e.getMessage()).replace('\n', ' ');
  }
}
