// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.secret.Seal;
import net.ringpost.db.secret.SecretKeyFile;

/**
 * The keys with which credentials and messages are encrypted. They lie in files outside the
 * database; the database keeps proofs that they are the right ones.
 */
public final class Vault {
  private static final String CREDENTIALS = "accounts.key.proof";
  private static final String MESSAGES = "messages.key.proof";

  private Vault() {}

  /**
   * The seal for credentials. The key is made at the first start.
   *
   * @param keyFile where the key lies
   * @throws DatabaseException if the database was written with another key, or the key file is gone
   */
  public static Seal open(Settings settings, Path keyFile) {
    return new Seal(key(settings, keyFile, CREDENTIALS, "the members' credentials"));
  }

  /**
   * The keys for messages. The master key is made at the first start.
   *
   * @param keyFile where the master key lies
   * @param contents the folder with what it encrypts
   * @throws DatabaseException if the database was used with another key, the key file is gone, or
   *     the contents belong to another database
   */
  public static MemberKeys messages(Settings settings, Path keyFile, Path contents) {
    if (settings.get(MESSAGES).isEmpty() && holdsSomething(contents)) {
      // Else all of them would count as left over, and be deleted.
      throw new DatabaseException(
          "the messages in "
              + contents
              + " belong to another database: check --db-url, or move that folder away");
    }
    return new MemberKeys(key(settings, keyFile, MESSAGES, "the members' messages"));
  }

  private static boolean holdsSomething(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new DatabaseException(
          "the folder " + folder + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Looks whether key files are those that a database was written with; makes nothing.
   *
   * @throws DatabaseException if one that is needed is gone, or another
   */
  public static void check(Settings settings, Path credentials, Path messages) {
    if (settings.get(CREDENTIALS).isPresent()) {
      Seal unused = open(settings, credentials);
    }
    if (settings.get(MESSAGES).isPresent()) {
      byte[] unused = key(settings, messages, MESSAGES, "the members' messages");
    }
  }

  private static byte[] key(Settings settings, Path keyFile, String proofName, String what) {
    Optional<String> proof = settings.get(proofName);
    if (proof.isPresent() && !Files.exists(keyFile)) {
      throw new DatabaseException(
          "the key file "
              + keyFile
              + " is gone, and "
              + what
              + " cannot be read without it: restore it from a backup");
    }
    byte[] key = SecretKeyFile.readOrMake(keyFile);
    Seal seal = new Seal(key);
    byte[] known = "Ringpost".getBytes(StandardCharsets.US_ASCII);
    String held =
        proof.orElseGet(
            () -> settings.fix(proofName, HexFormat.of().formatHex(seal.close(known, proofName))));
    if (seal.open(HexFormat.of().parseHex(held), proofName).isEmpty()) {
      throw new DatabaseException(
          "the key file "
              + keyFile
              + " is not the one that this database was written with: restore the right one from a backup");
    }
    return key;
  }
}
