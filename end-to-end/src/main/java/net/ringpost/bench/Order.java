// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

/** What the callers ask of the recorder. */
enum Order {
  /** Take a call: an offer follows, the answer comes back. */
  CALL,
  /** Begin to record all calls. */
  RECORD,
  /** Begin to count. */
  COUNT,
  /** End the recordings; the result comes back. */
  STOP
}
