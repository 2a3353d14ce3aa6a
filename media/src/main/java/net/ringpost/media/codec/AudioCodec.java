// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** The codecs spoken. */
public enum AudioCodec {
  /** RFC 6716, RFC 7587; always 48 kHz and two channels in SDP. */
  OPUS("opus", 48_000, 2, 111),
  /** G.711 µ-law, RFC 3551. */
  PCMU("PCMU", 8_000, 1, 0),
  /** G.711 A-law, RFC 3551. */
  PCMA("PCMA", 8_000, 1, 8);

  private final String encodingName;
  private final int clockRate;
  private final int channels;
  private final int payloadType;

  AudioCodec(String encodingName, int clockRate, int channels, int payloadType) {
    this.encodingName = encodingName;
    this.clockRate = clockRate;
    this.channels = channels;
    this.payloadType = payloadType;
  }

  /** The name in {@code a=rtpmap}. */
  public String encodingName() {
    return encodingName;
  }

  /** RTP ticks per second. */
  public int clockRate() {
    return clockRate;
  }

  /** Channels in {@code a=rtpmap}. */
  public int channels() {
    return channels;
  }

  /** The payload type we offer: the static one, or our choice of a dynamic one. */
  public int payloadType() {
    return payloadType;
  }
}
