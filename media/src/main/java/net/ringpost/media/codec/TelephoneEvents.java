// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/**
 * How telephone keys are sent, RFC 4733.
 *
 * @param payloadType 96..127
 * @param clockRate ticks per second
 * @param keys which the peer takes: bit n is event n, of 0 to 15
 */
public record TelephoneEvents(int payloadType, int clockRate, int keys) {
  /** All sixteen keys: what holds when the peer says nothing (RFC 4733 §2.4.1). */
  public static final int ALL_KEYS = 0xFFFF;
}
