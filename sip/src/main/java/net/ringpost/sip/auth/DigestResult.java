// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import org.jspecify.annotations.Nullable;

/** What came of looking at credentials. */
public sealed interface DigestResult {
  /**
   * They prove that the sender knows the password.
   *
   * @param userName whose, as it stands in the credentials
   * @param nextNonce what Authentication-Info should announce (RFC 7616 §3.5), since the present
   *     one will be stale before long; null while there is no need
   */
  record Accepted(String userName, @Nullable String nextNonce) implements DigestResult {}

  /** They may be right, but the nonce is too old: challenge again with {@code stale=true}. */
  record Stale() implements DigestResult {}

  /**
   * They are right, but this nonce was used with this or a higher count before: a replay, or a
   * packet that was overtaken. Challenge again with {@code stale=true}; an honest client tries
   * again by itself.
   */
  record Replayed() implements DigestResult {}

  /** The nonce is none of ours: challenge again, without counting it as a failure. */
  record ForeignNonce() implements DigestResult {}

  /** The password is wrong. Count it, and challenge again. */
  record WrongPassword(String userName) implements DigestResult {}

  /**
   * There is no such user. To be answered, counted and timed as {@link WrongPassword}, so that
   * nobody learns who exists.
   */
  record UnknownUser(String userName) implements DigestResult {}

  /** They were made for another request. RFC 3261 §22.4: to be answered with 400. */
  record WrongUri(String uri) implements DigestResult {}

  /** They are for another realm: as if there were none. */
  record WrongRealm(String realm) implements DigestResult {}

  /**
   * They cannot be read: 400.
   *
   * @param reason for a person to read
   */
  record Malformed(String reason) implements DigestResult {}
}
