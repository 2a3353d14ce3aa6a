// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

/** What the callers ask of the recorder. */
enum Order {
  /** Take a call: an offer follows, the answer comes back. */
  CALL,
  /** Begin to record the calls that are not recorded yet. */
  RECORD,
  /** Begin to count. */
  COUNT,
  /** Tell what was counted; back comes whether all went well. */
  RESULT,
  /** End the recordings. */
  STOP
}
