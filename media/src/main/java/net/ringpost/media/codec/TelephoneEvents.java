// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/**
 * How telephone keys are sent, RFC 4733.
 *
 * @param payloadType 96..127
 * @param clockRate ticks per second
 */
public record TelephoneEvents(int payloadType, int clockRate) {}
