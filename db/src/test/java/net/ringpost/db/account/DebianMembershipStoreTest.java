// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import net.ringpost.db.Database;
import net.ringpost.db.Databases;

class DebianMembershipStoreTest implements MembershipStoreContract {
  @Override
  public Database database() {
    return Databases.debian();
  }
}
