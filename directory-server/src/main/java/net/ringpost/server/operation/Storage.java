// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.Database.Tables;
import net.ringpost.db.Settings;
import net.ringpost.db.Vault;
import net.ringpost.db.account.AccountStore;
import net.ringpost.db.account.InvitationStore;
import net.ringpost.db.account.JdbcAccountStore;
import net.ringpost.db.account.JdbcInvitationStore;
import net.ringpost.db.account.JdbcMembershipStore;
import net.ringpost.db.account.MembershipStore;
import net.ringpost.db.secret.SecretKeyFile;
import org.jspecify.annotations.Nullable;

/**
 * The data folder and the database, open.
 *
 * @param folder null while somebody else holds it
 * @param data the data folder's path
 * @param realm of passwords
 */
record Storage(
    @Nullable DataFolder folder, Path data, Database database, String realm, AccountStore accounts)
    implements AutoCloseable {

  /** The name of a realm where the operator gave none. */
  static final String REALM = "ringpost";

  /**
   * Opens it for the one server that holds the folder, and goes on holding it.
   *
   * @param progress told what takes long
   * @throws net.ringpost.db.DatabaseException if it cannot be used
   */
  static Storage open(DataFolder held, DataOptions options, Consumer<String> progress) {
    return of(null, database(held, options, Tables.UP_TO_DATE, progress), options);
  }

  /** Opens it for a short while beside a server that may be running. */
  static Storage beside(DataOptions options, Consumer<String> progress) {
    if (options.databaseUrl != null) {
      return of(null, remote(options, Tables.UP_TO_DATE), options);
    }
    if (DataFolder.held(options.data)) {
      return of(null, Database.ofRunning(options.data), options);
    }
    DataFolder folder = DataFolder.hold(options.data);
    try {
      return of(folder, database(folder, options, Tables.UP_TO_DATE, progress), options);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * The same, for what makes no sense before a server was there.
   *
   * @throws StartException if the data folder holds nothing of a server; it is left as it is
   */
  static Storage ofServer(DataOptions options, Consumer<String> progress) {
    if (options.databaseUrl == null && !Files.isDirectory(options.data.resolve("database"))) {
      throw new StartException(
          "there is no server's data in " + options.data + ": name the server's --data");
    }
    return beside(options, progress);
  }

  /**
   * Opens the database alone, of a folder that the caller holds, or the one of {@code --db-url}.
   */
  static Database database(
      DataFolder held, DataOptions options, Tables tables, Consumer<String> progress) {
    return options.databaseUrl == null
        ? Database.embedded(held, progress, tables)
        : remote(options, tables);
  }

  private static Storage of(@Nullable DataFolder folder, Database database, DataOptions options) {
    try {
      Settings settings = new Settings(database);
      String wanted = options.realm();
      String realm = settings.fix("realm", wanted == null ? REALM : wanted);
      if (wanted != null && !wanted.equals(realm)) {
        throw new StartException(
            "--realm "
                + wanted
                + " cannot be used: the members' passwords are kept with the realm "
                + realm
                + "; leave the option out");
      }
      AccountStore accounts =
          new JdbcAccountStore(
              database,
              Vault.open(settings, options.data.resolve("credentials.key")),
              realm,
              options.numberPlan(),
              options.reserved(),
              Clock.systemUTC());
      return new Storage(folder, options.data, database, realm, accounts);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Opens the database of {@code --db-url}. */
  static Database remote(DataOptions options, Tables tables) {
    return Database.at(
        String.valueOf(options.databaseUrl),
        options.databaseUser,
        password(options.databasePasswordFile),
        tables);
  }

  private static String password(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return lines.isEmpty() ? "" : lines.get(0);
    } catch (IOException e) {
      throw new StartException(
          "the file of --db-password-file cannot be read: " + e.getMessage(), e);
    }
  }

  /** 32 secret bytes for what the server signs for itself; the same after a restart. */
  byte[] signingKey() {
    return SecretKeyFile.readOrMake(data.resolve("signalling.key"));
  }

  /** What becomes of members. */
  MembershipStore memberships() {
    return new JdbcMembershipStore(database, InstantSource.system());
  }

  /** Codes with which people may sign up. */
  InvitationStore invitations() {
    return new JdbcInvitationStore(database, InstantSource.system());
  }

  /** Where messages and greetings lie. */
  Path messages() {
    return data.resolve("messages");
  }

  /** Closes the database, then lets go of the folder. */
  @Override
  public void close() {
    database.close();
    if (folder != null) {
      folder.close();
    }
  }
}
