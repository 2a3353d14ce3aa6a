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
 * @param packetMillis how much sound the peer wants in a packet, 10 to 60, a multiple of 10 (RFC
 *     8866 §6.4, §6.5)
 */
public record AudioFormatChoice(
    AudioCodec codec,
    int payloadType,
    int receivedType,
    @Nullable TelephoneEvents events,
    Set<Integer> receivedEvents,
    int maxBitrate,
    int packetMillis) {
  /** How much sound is in a packet, unless the peer wants it otherwise. */
  public static final int PACKET_MILLIS = 20;

  /** Copies. */
  public AudioFormatChoice {
    receivedEvents = Set.copyOf(receivedEvents);
  }

  /** With packets of {@link #PACKET_MILLIS}. */
  public AudioFormatChoice(
      AudioCodec codec,
      int payloadType,
      int receivedType,
      @Nullable TelephoneEvents events,
      Set<Integer> receivedEvents,
      int maxBitrate) {
    this(codec, payloadType, receivedType, events, receivedEvents, maxBitrate, PACKET_MILLIS);
  }
}
