// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import net.ringpost.db.Database;
import net.ringpost.db.Databases;

class GivenBindingStoreTest implements BindingStoreContract {
  @Override
  public Database database() {
    return Databases.given();
  }
}
