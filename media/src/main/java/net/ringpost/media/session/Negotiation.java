// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.List;
import net.ringpost.media.transport.RemoteTransport;
import net.ringpost.sip.sdp.Setup;
import org.jspecify.annotations.Nullable;

/** The decisions of offer and answer (RFC 3264, RFC 8842, RFC 5763), without any state. */
final class Negotiation {
  private Negotiation() {}

  /**
   * The first audio line that we may talk by.
   *
   * @throws UnacceptableOfferException when there is none; why the first was not
   */
  static RemoteMedia choose(List<RemoteMedia> lines, EncryptionPolicy policy)
      throws UnacceptableOfferException {
    for (RemoteMedia line : lines) {
      if (refusal(line, policy) == null) {
        return line;
      }
    }
    throw new UnacceptableOfferException(String.valueOf(refusal(lines.getFirst(), policy)));
  }

  /** Whether we may send and receive that way. */
  static boolean mayUse(RemoteMedia line, EncryptionPolicy policy) {
    return refusal(line, policy) == null && line.setup() != Setup.HOLDCONN;
  }

  /** Why we may not talk that way; null when we may. */
  private static @Nullable String refusal(RemoteMedia remote, EncryptionPolicy policy) {
    Profile profile = remote.profile();
    if (profile.plain() && policy == EncryptionPolicy.REQUIRED) {
      return "this telephone only takes encrypted calls, and the other offers none";
    }
    if (profile.dtls() && policy == EncryptionPolicy.PLAIN_ONLY) {
      return "this telephone is set to unencrypted calls only";
    }
    if (!profile.plain() && !profile.dtls()) {
      return "encryption keyed by " + profile.token() + " is not supported; DTLS-SRTP is";
    }
    if (profile.dtls() && remote.fingerprints().isEmpty()) {
      return "the other names no certificate fingerprint that can be checked (SHA-256 or better)";
    }
    return null;
  }

  /**
   * Our role when answering.
   *
   * @param clientBefore our role in the running association with this peer, null if none
   * @return true for client
   * @throws UnacceptableOfferException when the peer wants no connection
   */
  static boolean answererIsClient(@Nullable Setup offered, @Nullable Boolean clientBefore)
      throws UnacceptableOfferException {
    if (offered == Setup.HOLDCONN) {
      throw new UnacceptableOfferException("a=setup:holdconn makes no sense for a call");
    }
    if (offered == Setup.ACTPASS) {
      // RFC 8842 §5.5: a running association keeps its roles; else active saves a round trip.
      return clientBefore == null || clientBefore;
    }
    // RFC 4145 §4.1: an offer that says nothing is active.
    return offered == Setup.PASSIVE;
  }

  /** Our role after the peer's answer: client when it is passive. */
  static boolean offererIsClient(@Nullable Setup answered) {
    return answered == Setup.PASSIVE;
  }

  /** How to connect to that peer. */
  static RemoteTransport transport(RemoteMedia remote, boolean mux, boolean ice, boolean client) {
    return new RemoteTransport(
        remote.rtp(),
        mux ? remote.rtp() : remote.rtcp(),
        mux,
        ice ? remote.ice() : null,
        remote.profile().dtls()
            ? new RemoteTransport.Security(client, remote.fingerprints())
            : null);
  }
}
