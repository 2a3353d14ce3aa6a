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
 * What our description says about sound.
 *
 * @param rtp our default address for RTP
 * @param rtcp that for RTCP
 * @param mux whether RTP and RTCP may share a port
 * @param ice null without ICE
 * @param fingerprint null without DTLS
 * @param setup null without DTLS
 * @param direction seen from us
 */
record LocalMedia(
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
}
