// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.SQLException;

/** Two transactions that waited for each other: the database ends one, which may be tried again. */
final class Deadlock {
  private Deadlock() {}

  static boolean is(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && "40001".equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
