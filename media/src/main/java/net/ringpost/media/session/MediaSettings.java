// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetAddress;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.VideoSource;
import net.ringpost.sip.sdp.Direction;
import org.jspecify.annotations.Nullable;

/**
 * How a call's media is to be set up.
 *
 * @param line addresses, ports, codecs, encryption
 * @param source what to send; closed by its owner, not by the session
 * @param sink where to put what is heard; closed by its owner, not by the session
 * @param video what to show; null: nothing, and pictures are neither offered nor taken
 */
public record MediaSettings(
    LineSettings line, AudioSource source, AudioSink sink, @Nullable VideoSource video) {

  /** All interfaces, any port, all codecs (Opus first), encryption required, 20 s timeout. */
  public static MediaSettings of(AudioSource source, AudioSink sink) {
    return new MediaSettings(LineSettings.standard(), source, sink, null);
  }

  private MediaSettings with(LineSettings wanted) {
    return new MediaSettings(wanted, source, sink, video);
  }

  /** The same with something else to say. */
  public MediaSettings withSource(AudioSource wanted) {
    return new MediaSettings(line, wanted, sink, video);
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

  /** The same with pictures that are sent; what the peer shows is not taken. */
  public MediaSettings withVideo(VideoSource wanted) {
    return new MediaSettings(line.withVideo(Direction.SENDONLY), source, sink, wanted);
  }

  /** The same with or without sound and pictures on one port. */
  public MediaSettings withBundle(boolean wanted) {
    return with(line.withBundle(wanted));
  }

  /** The same with another timeout in seconds. */
  public MediaSettings withTimeout(int seconds) {
    return with(line.withTimeout(seconds));
  }
}
