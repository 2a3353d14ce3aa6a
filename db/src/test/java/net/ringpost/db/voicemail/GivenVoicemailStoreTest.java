// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

import net.ringpost.db.Database;
import net.ringpost.db.Databases;

class GivenVoicemailStoreTest implements VoicemailStoreContract {
  @Override
  public Database database() {
    return Databases.given();
  }
}
