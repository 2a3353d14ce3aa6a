// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/**
 * What a payload type means: {@code a=rtpmap}, RFC 8866 §6.6.
 *
 * @param payloadType 0 to 127
 * @param encoding the codec's name; compared without regard to case
 * @param clockRate in Hz
 * @param channels 1 where nothing is said
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {
  /**
   * Reads the attribute's value.
   *
   * @throws IllegalArgumentException with the reason, if it is none
   */
  static RtpMap parse(String value) {
    int space = value.indexOf(' ');
    String[] parts = value.substring(space + 1).strip().split("/", -1);
    if (space < 1 || parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("an rtpmap reads 'PT NAME/RATE[/CHANNELS]'");
    }
    int channels = parts.length == 3 ? Numbers.parse(parts[2], 1, 255, "channels") : 1;
    return new RtpMap(
        Numbers.parse(value.substring(0, space), 0, 127, "payload type"),
        parts[0],
        Numbers.parse(parts[1], 1, Integer.MAX_VALUE, "clock rate"),
        channels);
  }

  /** Whether it means the same codec, whatever the payload type. */
  public boolean sameCodec(RtpMap other) {
    return encoding.equalsIgnoreCase(other.encoding)
        && clockRate == other.clockRate
        && channels == other.channels;
  }

  /** The attribute. */
  public Attribute attribute() {
    return new Attribute(
        "rtpmap",
        payloadType + " " + encoding + "/" + clockRate + (channels > 1 ? "/" + channels : ""));
  }
}
