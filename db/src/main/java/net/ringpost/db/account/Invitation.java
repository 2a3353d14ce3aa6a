// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;

/**
 * A code with which people may sign up, as the operator sees it.
 *
 * @param beginning the first characters of the code; the rest is not kept
 * @param usesLeft how many may still sign up with it
 * @param madeAt milliseconds since 1970
 * @param expiresAt milliseconds since 1970; null if it does not end
 */
public record Invitation(String beginning, int usesLeft, long madeAt, @Nullable Long expiresAt) {
  /** Without those that are mistaken for one another: 5 bits each. */
  private static final String LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";

  private static final int GROUPS = 4;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new code or password of 80 random bits, like {@code k7qf-2m9x-hw3d-8rte}. */
  public static String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      code.append(i > 0 && i % GROUP == 0 ? "-" : "");
      code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /** What is kept of a code, however it was typed. */
  static byte[] hash(String code) {
    String plain =
        code.toLowerCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('o', '0')
            .replaceAll("[il]", "1");
    try {
      return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  static String beginning(String code) {
    return code.substring(0, GROUP);
  }

  /** Whether a code could be used now. */
  static boolean usable(Connection connection, String code, long now) throws SQLException {
    return !Sql.list(
            connection,
            "SELECT 1 FROM invitation"
                + " WHERE code_hash = ? AND uses_left > 0 AND (expires_at IS NULL OR expires_at > ?)",
            row -> 1,
            hash(code),
            now)
        .isEmpty();
  }

  /** Uses a code once within a transaction; false if it is none, used up or over. */
  static boolean use(Connection connection, String code, long now) throws SQLException {
    return Sql.update(
            connection,
            "UPDATE invitation SET uses_left = uses_left - 1"
                + " WHERE code_hash = ? AND uses_left > 0 AND (expires_at IS NULL OR expires_at > ?)",
            hash(code),
            now)
        > 0;
  }
}
