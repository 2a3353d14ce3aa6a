// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetAddress;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.sip.sdp.Direction;

/**
 * How a call's line is to be set up, whoever speaks and listens at this end.
 *
 * @param addresses the local addresses to use; empty: those of all interfaces that are up, loopback
 *     only if there is nothing else or the peer is on this machine
 * @param encryption what the member wants of encryption
 * @param codecs in order of preference, at least one
 * @param minPort lowest local port to use; 0: the system chooses
 * @param maxPort highest local port, at least {@code minPort + 3}; ignored when {@code minPort} is
 *     0
 * @param rtcpMux whether to offer and accept RTP and RTCP on one port (RFC 5761)
 * @param video which way pictures (VP8) may go, seen from here; {@link Direction#INACTIVE}: there
 *     are none, they are neither offered nor taken
 * @param bundle whether sound and pictures may share one port (RFC 8843)
 * @param timeoutSeconds after how long without packets a {@link MediaEvent.MediaTimeout} comes
 */
public record LineSettings(
    List<InetAddress> addresses,
    EncryptionPolicy encryption,
    List<AudioCodec> codecs,
    int minPort,
    int maxPort,
    boolean rtcpMux,
    Direction video,
    boolean bundle,
    int timeoutSeconds) {
  /** Checks and copies. */
  public LineSettings {
    addresses = List.copyOf(addresses);
    codecs = List.copyOf(codecs);
    if (codecs.isEmpty()) {
      throw new IllegalArgumentException("at least one codec is needed");
    }
    if (minPort != 0 && (minPort < 1024 || maxPort > 65_535 || maxPort < minPort + 3)) {
      throw new IllegalArgumentException("port range " + minPort + "-" + maxPort);
    }
    if (timeoutSeconds < 1) {
      throw new IllegalArgumentException("timeout of " + timeoutSeconds + " seconds");
    }
  }

  /**
   * All interfaces, any port, all codecs (Opus first), encryption required, no pictures, 20 s
   * timeout.
   */
  public static LineSettings standard() {
    return new LineSettings(
        List.of(),
        EncryptionPolicy.REQUIRED,
        List.of(AudioCodec.values()),
        0,
        0,
        true,
        Direction.INACTIVE,
        true,
        20);
  }

  /** The same with other local addresses. */
  public LineSettings withAddresses(List<InetAddress> wanted) {
    return new LineSettings(
        wanted, encryption, codecs, minPort, maxPort, rtcpMux, video, bundle, timeoutSeconds);
  }

  /** The same with another encryption policy. */
  public LineSettings withEncryption(EncryptionPolicy wanted) {
    return new LineSettings(
        addresses, wanted, codecs, minPort, maxPort, rtcpMux, video, bundle, timeoutSeconds);
  }

  /** The same with other codecs, most wanted first. */
  public LineSettings withCodecs(AudioCodec... wanted) {
    List<AudioCodec> all = List.of(wanted);
    return new LineSettings(
        addresses, encryption, all, minPort, maxPort, rtcpMux, video, bundle, timeoutSeconds);
  }

  /** The same with another range of local ports. */
  public LineSettings withPorts(int min, int max) {
    return new LineSettings(
        addresses, encryption, codecs, min, max, rtcpMux, video, bundle, timeoutSeconds);
  }

  /** The same with or without RTP and RTCP on one port. */
  public LineSettings withRtcpMux(boolean wanted) {
    return new LineSettings(
        addresses, encryption, codecs, minPort, maxPort, wanted, video, bundle, timeoutSeconds);
  }

  /** The same with pictures going another way. */
  public LineSettings withVideo(Direction wanted) {
    return new LineSettings(
        addresses, encryption, codecs, minPort, maxPort, rtcpMux, wanted, bundle, timeoutSeconds);
  }

  /** The same with or without sound and pictures on one port. */
  public LineSettings withBundle(boolean wanted) {
    return new LineSettings(
        addresses, encryption, codecs, minPort, maxPort, rtcpMux, video, wanted, timeoutSeconds);
  }

  /** The same with another timeout in seconds. */
  public LineSettings withTimeout(int seconds) {
    return new LineSettings(
        addresses, encryption, codecs, minPort, maxPort, rtcpMux, video, bundle, seconds);
  }
}
