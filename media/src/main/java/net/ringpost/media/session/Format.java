// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.TelephoneEvents;

/**
 * One format of a line: a payload type and what it means.
 *
 * @param payloadType 0..127
 * @param name the encoding's name
 * @param clockRate ticks per second
 * @param channels 1 when SDP says nothing
 * @param maxBitrate what its owner wants to receive at most, bits per second; 0 when not said
 * @param feedback what its receiver may send back, as in {@code a=rtcp-fb} (RFC 4585 §4.2)
 * @param keys of telephone-event: those that its receiver takes, bit n is event n
 * @param packetMillis how much sound its receiver wants in a packet, 10 to 60, a multiple of 10
 */
record Format(
    int payloadType,
    String name,
    int clockRate,
    int channels,
    int maxBitrate,
    List<String> feedback,
    int keys,
    int packetMillis) {
  Format {
    feedback = List.copyOf(feedback);
  }

  Format(int payloadType, String name, int clockRate, int channels, int maxBitrate) {
    this(payloadType, name, clockRate, channels, maxBitrate, List.of());
  }

  Format(
      int payloadType,
      String name,
      int clockRate,
      int channels,
      int maxBitrate,
      List<String> feedback) {
    this(
        payloadType,
        name,
        clockRate,
        channels,
        maxBitrate,
        feedback,
        TelephoneEvents.ALL_KEYS,
        AudioFormatChoice.PACKET_MILLIS);
  }

  static final String EVENTS = "telephone-event";

  /** DEVIATION RFC 7587 §7: telephones that leave Opus's two channels away mean it all the same. */
  boolean is(AudioCodec codec) {
    return name.equalsIgnoreCase(codec.encodingName())
        && clockRate == codec.clockRate()
        && (channels == codec.channels() || codec == AudioCodec.OPUS);
  }

  boolean isEvents() {
    return name.equalsIgnoreCase(EVENTS);
  }

  static Format of(AudioCodec codec, int payloadType) {
    return new Format(payloadType, codec.encodingName(), codec.clockRate(), codec.channels(), 0);
  }

  static Format events(int payloadType, int clockRate) {
    return new Format(payloadType, EVENTS, clockRate, 1, 0);
  }
}
