// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import net.ringpost.db.secret.Seal;
import net.ringpost.db.secret.SecretKeyFile;

/**
 * The key with which credentials are sealed. It lies in a file outside the database; the database
 * keeps a proof that it is the right one.
 */
public final class Vault {
  private static final String PROOF = "accounts.key.proof";

  private Vault() {}

  /**
   * The seal for credentials. The key is made at the first start.
   *
   * @param keyFile where the key lies
   * @throws DatabaseException if the database was written with another key, or the key file is gone
   */
  public static Seal open(Settings settings, Path keyFile) {
    Optional<String> proof = settings.get(PROOF);
    if (proof.isPresent() && !Files.exists(keyFile)) {
      throw new DatabaseException(
          "the key file "
              + keyFile
              + " is gone, and the members' credentials cannot be read without it: restore it from a backup");
    }
    Seal seal = new Seal(SecretKeyFile.readOrMake(keyFile));
    byte[] known = "Ringpost".getBytes(StandardCharsets.US_ASCII);
    String held =
        proof.orElseGet(
            () -> settings.fix(PROOF, HexFormat.of().formatHex(seal.close(known, PROOF))));
    if (seal.open(HexFormat.of().parseHex(held), PROOF).isEmpty()) {
      throw new DatabaseException(
          "the key file "
              + keyFile
              + " is not the one that this database was written with: restore the right one from a backup");
    }
    return seal;
  }
}
