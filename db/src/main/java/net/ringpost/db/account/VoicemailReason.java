// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/** Why a call goes to voice mail. */
public enum VoicemailReason {
  /** It rang as long as the member wants it to. */
  NO_ANSWER,
  /** The member is talking. */
  BUSY,
  /** The member refused the call. */
  DECLINED,
  /** The member has no terminal on. */
  AWAY,
  /** All terminals failed. */
  FAILED
}
