// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetSocketAddress;
import java.util.List;
import net.ringpost.media.transport.CertificateFingerprint;
import net.ringpost.media.transport.RemoteTransport.Ice;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.Setup;
import org.jspecify.annotations.Nullable;

/**
 * What a peer's description says about sound, or about pictures.
 *
 * @param line which of the description's lines, from 0
 * @param mid the line's name, null if it has none
 * @param rtp where it wants RTP
 * @param rtcp where it wants RTCP, when not on the same port
 * @param mux whether it can have both on one port
 * @param ice null without ICE
 * @param fingerprints of its certificate, those that we can check
 * @param setup null when not said
 * @param direction seen from the peer
 */
record RemoteMedia(
    int line,
    @Nullable String mid,
    Profile profile,
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    boolean mux,
    @Nullable Ice ice,
    List<CertificateFingerprint> fingerprints,
    @Nullable Setup setup,
    Direction direction,
    List<Format> formats) {
  RemoteMedia {
    fingerprints = List.copyOf(fingerprints);
    formats = List.copyOf(formats);
  }

  /** The same over the other's transport: RFC 8843 §7.3.3. */
  RemoteMedia over(RemoteMedia other) {
    return new RemoteMedia(
        line,
        mid,
        profile,
        other.rtp,
        other.rtcp,
        other.mux,
        other.ice,
        other.fingerprints,
        other.setup,
        direction,
        formats);
  }
}
