// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed for the sound of a call.
 *
 * @param codec in both directions
 * @param payloadType that the peer wants to receive
 * @param receivedType that the peer will send: ours; usually the same
 * @param events how to send keys, null when the peer does not take them
 * @param receivedEvents payload types under which keys come
 * @param maxBitrate what the peer wants to receive at most, bits per second; 0 when it did not say
 *     (Opus only, RFC 7587 §6.1)
 */
public record AudioFormatChoice(
    AudioCodec codec,
    int payloadType,
    int receivedType,
    @Nullable TelephoneEvents events,
    Set<Integer> receivedEvents,
    int maxBitrate) {
  /** Copies. */
  public AudioFormatChoice {
    receivedEvents = Set.copyOf(receivedEvents);
  }
}
