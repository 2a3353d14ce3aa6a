// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a content is called.
 *
 * @param account the key of the member whose it is
 * @param name 32 hexadecimal digits in lower case: good as a file's name everywhere
 */
public record BlobName(long account, String name) {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalArgumentException if the name is none
   */
  public BlobName {
    if (account < 0 || !valid(name)) {
      throw new IllegalArgumentException("no name of a content: " + account + "/" + name);
    }
  }

  /** Whether it is 32 hexadecimal digits. */
  public static boolean valid(String name) {
    return NAME.matcher(name).matches();
  }

  /** 128 random bits: nobody guesses it. */
  public static String random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
