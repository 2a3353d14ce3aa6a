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
 * What our description says about sound, or about pictures.
 *
 * @param kind {@code audio} or {@code video}
 * @param carried whether it uses the transport that another line tells of (RFC 8843 §7.1.3)
 * @param rtp our default address for RTP
 * @param rtcp that for RTCP
 * @param mux whether RTP and RTCP may share a port
 * @param ice null without ICE
 * @param fingerprint null without DTLS
 * @param setup null without DTLS
 * @param direction seen from us
 */
record LocalMedia(
    String kind,
    boolean carried,
    Profile profile,
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    boolean mux,
    @Nullable Ice ice,
    @Nullable CertificateFingerprint fingerprint,
    @Nullable Setup setup,
    Direction direction,
    List<Format> formats) {
  LocalMedia {
    formats = List.copyOf(formats);
  }

  /** Another line over the same transport. */
  LocalMedia beside(String kind, Profile profile, Direction direction, List<Format> formats) {
    return new LocalMedia(
        kind, true, profile, rtp, rtcp, mux, ice, fingerprint, setup, direction, formats);
  }

  /** The same, told of by this line or by another. */
  LocalMedia withCarried(boolean wanted) {
    return new LocalMedia(
        kind, wanted, profile, rtp, rtcp, mux, ice, fingerprint, setup, direction, formats);
  }
}
