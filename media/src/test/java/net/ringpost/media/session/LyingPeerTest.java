// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A plain peer that sends something else than its description says. */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class LyingPeerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private static Party party() {
    return new Party(
        new short[Pcm.RATE],
        s ->
            s.withAddresses(List.of(HERE))
                .withEncryption(EncryptionPolicy.PLAIN_ONLY)
                .withCodecs(AudioCodec.PCMU)
                .withTimeout(2));
  }

  /** An answer that names the peer's own port. */
  private static DatagramChannel answer(Party party) throws Exception {
    DatagramChannel peer = DatagramChannel.open();
    peer.bind(new InetSocketAddress(HERE, 0));
    SessionDescription offer = party.session.offer();
    MediaDescription line = offer.media().getFirst();
    int port = ((InetSocketAddress) peer.getLocalAddress()).getPort();
    peer.connect(new InetSocketAddress(HERE, line.port()));
    party.session.accept(offer.withMedia(List.of(line.withPort(port))));
    party.await(MediaEvent.MediaStarted.class, 60);
    return peer;
  }

  /** Sends that many packets of 20 ms, loud noise if they are decoded. */
  private static void send(
      DatagramChannel peer, int type, int ssrc, int first, int count, int length) throws Exception {
    byte[] packet = new byte[12 + length];
    for (int i = 0; i < length; i++) {
      packet[12 + i] = (byte) (i % 8 < 4 ? 0x90 : 0x10);
    }
    long due = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      new RtpHeader(type, false, i & 0xFFFF, i * 160L, ssrc, 12).write(packet);
      peer.write(ByteBuffer.wrap(packet));
      due += 20_000_000;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  @Test
  void codecThatWasNotAgreed_isNotHeard() throws Exception {
    try (Party party = party();
        DatagramChannel peer = answer(party)) {
      send(peer, 8, 1, 0, 60, 160);
      assertThat(party.framesHeard()).isZero();
      // And the right one is, afterwards.
      send(peer, 0, 1, 60, 30, 160);
      assertThat(party.levelIn(level -> level > -40)).isTrue();
    }
  }

  @Test
  void nothingSent_isATimeout() throws Exception {
    try (Party party = party();
        DatagramChannel peer = answer(party)) {
      assertThat(peer.isOpen()).isTrue();
      assertThat(party.await(MediaEvent.MediaTimeout.class, 60).seconds()).isEqualTo(2);
    }
  }

  @Test
  void anotherStreamInMidCall_isHeard() throws Exception {
    try (Party party = party();
        DatagramChannel peer = answer(party)) {
      send(peer, 0, 1, 0, 40, 160);
      assertThat(party.levelIn(level -> level > -40)).isTrue();
      send(peer, 0, 77, 9_000_000, 80, 160);
      party.forgetStatistics();
      assertThat(party.levelIn(level -> level > -40)).isTrue();
      assertThat(party.events()).noneMatch(e -> e instanceof MediaEvent.MediaFailed);
    }
  }

  @Test
  void packetsOfOtherLengths_areHeard() throws Exception {
    try (Party party = party();
        DatagramChannel peer = answer(party)) {
      // 30 ms each, at a wrong pace and with a wrong clock; and empty ones.
      send(peer, 0, 1, 0, 40, 240);
      send(peer, 0, 1, 40, 10, 0);
      assertThat(party.levelIn(level -> level > -40)).isTrue();
      send(peer, 0, 1, 50, 40, 160);
      party.forgetStatistics();
      assertThat(party.levelIn(level -> level > -40)).isTrue();
    }
  }
}
