// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.Nullable;

/** Protects and unprotects packets with one association's keys (RFC 3711). For several threads. */
final class SrtpProtection {
  /** A peer has one stream, and another after each change of codec. */
  private static final int MAX_STREAMS = 64;

  static {
    boolean unused = SrtpCiphers.choose();
  }

  private final SrtpContextFactory sender;
  private final SrtpContextFactory receiver;
  private final Map<Integer, SrtpCryptoContext> rtpOut = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> rtcpOut = new HashMap<>();
  private final Map<Integer, SrtpCryptoContext> rtpIn = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> rtcpIn = new HashMap<>();

  SrtpProtection(SrtpKeys keys) {
    LoggerImpl logger = new LoggerImpl(SrtpProtection.class.getName());
    sender =
        new SrtpContextFactory(true, keys.sendKey(), keys.sendSalt(), policy(), policy(), logger);
    receiver =
        new SrtpContextFactory(
            false, keys.receiveKey(), keys.receiveSalt(), policy(), policy(), logger);
  }

  private static SrtpPolicy policy() {
    return new SrtpPolicy(
        SrtpPolicy.AESCM_ENCRYPTION,
        SrtpKeys.KEY,
        SrtpPolicy.HMACSHA1_AUTHENTICATION,
        20,
        10,
        SrtpKeys.SALT);
  }

  /** The protected copy of a packet; null when it is none. */
  synchronized @Nullable PacketBuffer protect(PacketKind kind, byte[] data, int length) {
    PacketBuffer packet = new PacketBuffer(data, length);
    try {
      SrtpErrorStatus status =
          kind == PacketKind.RTP
              ? context(rtpOut, sender, ssrc(data, 8)).transformPacket(packet)
              : control(rtcpOut, sender, ssrc(data, 4)).transformPacket(packet);
      return status == SrtpErrorStatus.OK ? packet : null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot encrypt with AES", e);
    }
  }

  /** The clear copy of a packet; null when it is forged, repeated or broken. */
  synchronized @Nullable PacketBuffer unprotect(PacketKind kind, byte[] data, int length) {
    if (length < 12) {
      return null;
    }
    PacketBuffer packet = new PacketBuffer(data, length);
    int ssrc = ssrc(data, kind == PacketKind.RTP ? 8 : 4);
    try {
      Map<Integer, ?> streams = kind == PacketKind.RTP ? rtpIn : rtcpIn;
      boolean known = streams.containsKey(ssrc);
      if (!known && streams.size() >= MAX_STREAMS) {
        return null;
      }
      SrtpErrorStatus status =
          kind == PacketKind.RTP
              ? context(rtpIn, receiver, ssrc).reverseTransformPacket(packet, false)
              : control(rtcpIn, receiver, ssrc).reverseTransformPacket(packet);
      if (status == SrtpErrorStatus.OK) {
        return packet;
      }
      if (!known) {
        // Not even one good packet of this stream: do not remember it.
        streams.remove(ssrc);
      }
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot decrypt with AES", e);
    }
  }

  private static SrtpCryptoContext context(
      Map<Integer, SrtpCryptoContext> known, SrtpContextFactory factory, int ssrc)
      throws GeneralSecurityException {
    SrtpCryptoContext context = known.get(ssrc);
    if (context == null) {
      context = factory.deriveContext(ssrc, 0);
      known.put(ssrc, context);
    }
    return context;
  }

  private static SrtcpCryptoContext control(
      Map<Integer, SrtcpCryptoContext> known, SrtpContextFactory factory, int ssrc)
      throws GeneralSecurityException {
    SrtcpCryptoContext context = known.get(ssrc);
    if (context == null) {
      context = factory.deriveControlContext(ssrc);
      known.put(ssrc, context);
    }
    return context;
  }

  private static int ssrc(byte[] data, int at) {
    return (data[at] & 0xFF) << 24
        | (data[at + 1] & 0xFF) << 16
        | (data[at + 2] & 0xFF) << 8
        | (data[at + 3] & 0xFF);
  }
}
