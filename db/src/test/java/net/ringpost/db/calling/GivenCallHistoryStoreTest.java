// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import net.ringpost.db.Database;
import net.ringpost.db.Databases;

class GivenCallHistoryStoreTest implements CallHistoryStoreContract {
  @Override
  public Database database() {
    return Databases.given();
  }
}
