// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetAddress;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;

/**
 * How a call's media is to be set up.
 *
 * @param line addresses, ports, codecs, encryption
 * @param source what to send; closed by its owner, not by the session
 * @param sink where to put what is heard; closed by its owner, not by the session
 */
public record MediaSettings(LineSettings line, AudioSource source, AudioSink sink) {

  /** All interfaces, any port, all codecs (Opus first), encryption required, 20 s timeout. */
  public static MediaSettings of(AudioSource source, AudioSink sink) {
    return new MediaSettings(LineSettings.standard(), source, sink);
  }

  private MediaSettings with(LineSettings wanted) {
    return new MediaSettings(wanted, source, sink);
  }

  /** The same with other local addresses. */
  public MediaSettings withAddresses(List<InetAddress> wanted) {
    return with(line.withAddresses(wanted));
  }

  /** The same with another encryption policy. */
  public MediaSettings withEncryption(EncryptionPolicy wanted) {
    return with(line.withEncryption(wanted));
  }

  /** The same with other codecs, most wanted first. */
  public MediaSettings withCodecs(AudioCodec... wanted) {
    return with(line.withCodecs(wanted));
  }

  /** The same with another range of local ports. */
  public MediaSettings withPorts(int min, int max) {
    return with(line.withPorts(min, max));
  }

  /** The same with or without RTP and RTCP on one port. */
  public MediaSettings withRtcpMux(boolean wanted) {
    return with(line.withRtcpMux(wanted));
  }

  /** The same with another timeout in seconds. */
  public MediaSettings withTimeout(int seconds) {
    return with(line.withTimeout(seconds));
  }
}
