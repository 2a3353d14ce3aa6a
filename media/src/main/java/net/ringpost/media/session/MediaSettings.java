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
 * @param addresses the local addresses to use; empty: those of all interfaces that are up, loopback
 *     only if there is nothing else or the peer is on this machine
 * @param encryption what the member wants of encryption
 * @param codecs in order of preference, at least one
 * @param minPort lowest local port to use; 0: the system chooses
 * @param maxPort highest local port, at least {@code minPort + 3}; ignored when {@code minPort} is
 *     0
 * @param rtcpMux whether to offer and accept RTP and RTCP on one port (RFC 5761)
 * @param timeoutSeconds after how long without packets a {@link MediaEvent.MediaTimeout} comes
 * @param source what to send; closed by its owner, not by the session
 * @param sink where to put what is heard; closed by its owner, not by the session
 */
public record MediaSettings(
    List<InetAddress> addresses,
    EncryptionPolicy encryption,
    List<AudioCodec> codecs,
    int minPort,
    int maxPort,
    boolean rtcpMux,
    int timeoutSeconds,
    AudioSource source,
    AudioSink sink) {
  /** Checks and copies. */
  public MediaSettings {
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

  /** All interfaces, any port, all codecs (Opus first), encryption required, 20 s timeout. */
  public static MediaSettings of(AudioSource source, AudioSink sink) {
    return new MediaSettings(
        List.of(),
        EncryptionPolicy.REQUIRED,
        List.of(AudioCodec.values()),
        0,
        0,
        true,
        20,
        source,
        sink);
  }

  /** The same with other local addresses. */
  public MediaSettings withAddresses(List<InetAddress> wanted) {
    return new MediaSettings(
        wanted, encryption, codecs, minPort, maxPort, rtcpMux, timeoutSeconds, source, sink);
  }

  /** The same with another encryption policy. */
  public MediaSettings withEncryption(EncryptionPolicy wanted) {
    return new MediaSettings(
        addresses, wanted, codecs, minPort, maxPort, rtcpMux, timeoutSeconds, source, sink);
  }

  /** The same with other codecs, most wanted first. */
  public MediaSettings withCodecs(AudioCodec... wanted) {
    return new MediaSettings(
        addresses,
        encryption,
        List.of(wanted),
        minPort,
        maxPort,
        rtcpMux,
        timeoutSeconds,
        source,
        sink);
  }

  /** The same with another range of local ports. */
  public MediaSettings withPorts(int min, int max) {
    return new MediaSettings(
        addresses, encryption, codecs, min, max, rtcpMux, timeoutSeconds, source, sink);
  }

  /** The same with or without RTP and RTCP on one port. */
  public MediaSettings withRtcpMux(boolean wanted) {
    return new MediaSettings(
        addresses, encryption, codecs, minPort, maxPort, wanted, timeoutSeconds, source, sink);
  }

  /** The same with another timeout in seconds. */
  public MediaSettings withTimeout(int seconds) {
    return new MediaSettings(
        addresses, encryption, codecs, minPort, maxPort, rtcpMux, seconds, source, sink);
  }
}
