// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.util.Arrays;

/**
 * The keys of one DTLS association for AES_128_CM_HMAC_SHA1_80 (the profile that all
 * implementations have), RFC 5764 §4.2.
 */
final class SrtpKeys {
  static final int KEY = 16;
  static final int SALT = 14;

  /** How much keying material to export. */
  static final int MATERIAL = 2 * (KEY + SALT);

  private final byte[] sendKey;
  private final byte[] sendSalt;
  private final byte[] receiveKey;
  private final byte[] receiveSalt;

  private SrtpKeys(byte[] sendKey, byte[] sendSalt, byte[] receiveKey, byte[] receiveSalt) {
    this.sendKey = sendKey;
    this.sendSalt = sendSalt;
    this.receiveKey = receiveKey;
    this.receiveSalt = receiveSalt;
  }

  byte[] sendKey() {
    return sendKey;
  }

  byte[] sendSalt() {
    return sendSalt;
  }

  byte[] receiveKey() {
    return receiveKey;
  }

  byte[] receiveSalt() {
    return receiveSalt;
  }

  /** RFC 5764 §4.2: client key, server key, client salt, server salt. */
  static SrtpKeys ofMaterial(byte[] material, boolean client) {
    byte[] clientKey = Arrays.copyOfRange(material, 0, KEY);
    byte[] serverKey = Arrays.copyOfRange(material, KEY, 2 * KEY);
    byte[] clientSalt = Arrays.copyOfRange(material, 2 * KEY, 2 * KEY + SALT);
    byte[] serverSalt = Arrays.copyOfRange(material, 2 * KEY + SALT, MATERIAL);
    return client
        ? new SrtpKeys(clientKey, clientSalt, serverKey, serverSalt)
        : new SrtpKeys(serverKey, serverSalt, clientKey, clientSalt);
  }
}
