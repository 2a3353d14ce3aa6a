// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

/** What a member wants of encryption. */
public enum EncryptionPolicy {
  /** DTLS-SRTP or no call at all. */
  REQUIRED,
  /** Encrypted where the peer can; plain RTP when it offers only that. The call then says so. */
  PLAIN_ALLOWED,
  /** Always offer plain RTP; for tests of the line and for closed networks. */
  PLAIN_ONLY
}
