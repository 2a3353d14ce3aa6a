// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the chunks of one file: AES-256-GCM (NIST SP 800-38D) under a key that no other
 * file has. A chunk's number is its nonce, so a chunk opens in its own place only. For one thread.
 */
final class ChunkCipher {
  /** How much longer a sealed chunk is. */
  static final int TAG_BYTES = 16;

  private final SecretKeySpec key;
  private final Cipher cipher;

  ChunkCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Puts the sealed chunk into {@code out}. */
  void seal(long number, byte[] bytes, int offset, int length, ByteBuffer out) {
    try {
      begin(Cipher.ENCRYPT_MODE, number);
      cipher.doFinal(ByteBuffer.wrap(bytes, offset, length), out);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** What a sealed chunk holds; null if it is not this file's chunk of this number. */
  byte @org.jspecify.annotations.Nullable [] open(long number, byte[] sealed) {
    try {
      begin(Cipher.DECRYPT_MODE, number);
      return cipher.doFinal(sealed);
    } catch (AEADBadTagException wrong) {
      return null;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private void begin(int mode, long number) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(number).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("AES-GCM is part of every JDK", e);
  }
}
