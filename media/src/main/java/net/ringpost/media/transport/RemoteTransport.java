// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the peer, as its description says.
 *
 * @param rtp default address for RTP
 * @param rtcp default address for RTCP; the same as {@code rtp} when multiplexed
 * @param mux whether RTP and RTCP share a port
 * @param ice null: no ICE
 * @param security null: plain RTP
 */
public record RemoteTransport(
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    boolean mux,
    @Nullable Ice ice,
    @Nullable Security security) {

  /**
   * The peer's ICE side.
   *
   * @param lite whether it only answers checks (RFC 8445 §2.5)
   */
  public record Ice(String ufrag, String password, List<Candidate> candidates, boolean lite) {
    /** Copies. */
    public Ice {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * How the packets are protected.
   *
   * @param client whether we are the DTLS client (we are {@code active})
   * @param fingerprints those of the peer's certificate that we can check; not empty
   */
  public record Security(boolean client, List<CertificateFingerprint> fingerprints) {
    /** Copies. */
    public Security {
      fingerprints = List.copyOf(fingerprints);
      if (fingerprints.isEmpty()) {
        throw new IllegalArgumentException("no fingerprint");
      }
    }
  }
}
