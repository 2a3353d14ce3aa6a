// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for each member, and for each of the member's contents one more, all derived from one
 * master key by HKDF with SHA-256 (RFC 5869). Nothing of them is stored.
 */
public final class MemberKeys {
  private static final String HMAC = "HmacSHA256";

  private final byte[] master;

  /**
   * @param master 32 random bytes
   */
  public MemberKeys(byte[] master) {
    this.master = master.clone();
  }

  /**
   * The key of one content, 32 bytes.
   *
   * @param account the member
   * @param name what the content is called: the key fits no other
   * @param salt random bytes that lie with the content: what is written anew under the same name
   *     has another key, so that no nonce is used twice
   */
  public byte[] content(long account, String name, byte[] salt) {
    // RFC 5869 §3.3: a key that is random already needs no extraction.
    byte[] member = expanded(master, "ringpost member " + account);
    return expanded(mac(salt, member), "ringpost content " + name);
  }

  /** RFC 5869 §2.3, its first 32 bytes. */
  private static byte[] expanded(byte[] key, String information) {
    byte[] text = information.getBytes(StandardCharsets.UTF_8);
    byte[] first = java.util.Arrays.copyOf(text, text.length + 1);
    first[text.length] = 1;
    return mac(key, first);
  }

  private static byte[] mac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC with SHA-256 is part of every JDK", e);
    }
  }
}
