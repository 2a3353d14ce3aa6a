// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetSocketAddress;
import net.ringpost.media.codec.AudioCodec;

/** What happens to a call's media. */
public sealed interface MediaEvent {

  /**
   * Sound can cross. Comes again when the codec, the encryption or the addresses change in
   * mid-call.
   *
   * @param codec in both directions
   * @param encryption {@code "DTLS-SRTP"} or {@code "none"}
   * @param local our address and port for RTP
   * @param remote the peer's
   */
  record MediaStarted(
      AudioCodec codec, String encryption, InetSocketAddress local, InetSocketAddress remote)
      implements MediaEvent {}

  /**
   * Pictures can cross, or cross another way than before.
   *
   * @param sends whether from here
   * @param receives whether from the peer
   */
  record VideoStarted(boolean sends, boolean receives) implements MediaEvent {}

  /**
   * The peer pressed a key (RFC 4733). Comes once, when the key's first packet arrives.
   *
   * @param digit one of {@code 0-9 * # A-D}
   */
  record DigitReceived(char digit) implements MediaEvent {}

  /**
   * How the line is; about once a second while sound can cross.
   *
   * @param packetsSent RTP packets sent
   * @param packetsReceived RTP packets received
   * @param packetsLost RTP packets missing so far
   * @param lossFraction part of the packets lost on the way to us during the last second, 0 to 1
   * @param jitterMillis interarrival jitter, RFC 3550 §6.4.1
   * @param roundTripMillis by RTCP; NaN while unknown
   * @param remoteLossFraction what the peer last reported lost of ours, 0 to 1; NaN while unknown
   * @param levelIn heard from the peer during the last second, dB below full scale, -96 to 0
   * @param levelOut what we sent, likewise
   */
  record Statistics(
      long packetsSent,
      long packetsReceived,
      long packetsLost,
      double lossFraction,
      double jitterMillis,
      double roundTripMillis,
      double remoteLossFraction,
      double levelIn,
      double levelOut)
      implements MediaEvent {}

  /**
   * Sound will not cross: no path was found, or the peer is not who it says. The session is of no
   * more use and should be closed.
   *
   * @param reason for a person to read
   */
  record MediaFailed(String reason) implements MediaEvent {}

  /**
   * Nothing has come from the peer for some time, although it should send. Comes once per silence;
   * the session goes on and {@link MediaResumed} follows when packets come again.
   *
   * @param seconds how long
   */
  record MediaTimeout(int seconds) implements MediaEvent {}

  /** After {@link MediaTimeout}: packets come again. */
  record MediaResumed() implements MediaEvent {}
}
