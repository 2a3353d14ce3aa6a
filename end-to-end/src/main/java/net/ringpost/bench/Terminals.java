// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import net.ringpost.db.location.BindingChange;
import net.ringpost.db.location.BindingRow;
import net.ringpost.db.location.BindingStore;
import net.ringpost.db.location.JdbcBindingStore;

/**
 * Puts a terminal of every member on record, as if each had just registered for an hour: in a
 * minute, where a million REGISTER requests would take several.
 */
public final class Terminals {
  private static final int BATCH = 5000;

  private record Who(long key, String number) {}

  private Terminals() {}

  /**
   * Does it, while no server has the data.
   *
   * @param arguments the data folder, the server's address with its port, and the address with its
   *     port at which every terminal is
   */
  public static void main(String[] arguments) {
    try (DataFolder folder = DataFolder.hold(Path.of(arguments[0]));
        Database database = Database.embedded(folder, progress -> {})) {
      int all = record(database, "udp " + arguments[1] + " " + arguments[2], arguments[2]);
      System.out.println(all + " terminals are on record");
    }
  }

  private static int record(Database database, String way, String at) {
    BindingStore store = new JdbcBindingStore(database);
    int all = 0;
    List<Who> some = members(database, 0);
    while (!some.isEmpty()) {
      // The registrar stores what outlasts one refresh.
      long until = System.currentTimeMillis() + TimeUnit.HOURS.toMillis(2);
      List<BindingChange> changes = new ArrayList<>(some.size());
      for (Who who : some) {
        String contact = "sip:" + who.number + "@" + at + ";transport=udp";
        changes.add(
            new BindingChange.Put(
                contact,
                new BindingRow(
                    who.key,
                    contact,
                    null,
                    0,
                    who.key + "-4711@127.10.0.2",
                    2,
                    1000,
                    until,
                    way + " direct")));
      }
      store.apply(changes);
      all += some.size();
      some = members(database, some.getLast().key);
    }
    return all;
  }

  private static List<Who> members(Database database, long after) {
    return new Sql(database.source())
        .list(
            "SELECT account_key, number FROM account WHERE account_key > ? ORDER BY account_key LIMIT "
                + BATCH,
            row -> new Who(row.getLong(1), row.getString(2)),
            after);
  }
}
