// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.codec.MediaLibrary;
import org.assertj.core.data.Index;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class MediaTransportTest {
  private static final byte[] RTP = {
    (byte) 0x80, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 'h', 'e', 'l', 'l', 'o', '!'
  };
  private static final byte[] RTCP = {
    (byte) 0x80,
    (byte) 201,
    0,
    1,
    1,
    2,
    3,
    4,
    (byte) 0x81,
    (byte) 202,
    0,
    2,
    1,
    2,
    3,
    4,
    1,
    1,
    'x',
    0
  };

  private final Ears aEars = new Ears();
  private final Ears bEars = new Ears();
  private final MediaTransport a = open(aEars);
  private final MediaTransport b = open(bEars);

  @BeforeAll
  static void configure() {
    MediaLibrary.configure();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,true",
    "true,true,false",
    "false,true,true",
    "false,true,false",
    "true,false,true",
    "false,false,false"
  })
  void packets_crossInEachArrangement(boolean ice, boolean secure, boolean mux) throws Exception {
    connect(ice, secure, mux);
    MediaTransport.Ready ready = aEars.ready();
    assertThat(ready.encrypted()).isEqualTo(secure);
    assertThat(bEars.ready().local()).isEqualTo(ready.remote());
    a.sendRtp(RTP, RTP.length);
    assertThat(bEars.rtp()).isEqualTo(RTP);
    b.sendRtp(RTP, RTP.length);
    assertThat(aEars.rtp()).isEqualTo(RTP);
    // The RTCP lane may still be shaking hands; a report that is lost is sent again by its owner.
    byte[] report = null;
    for (int i = 0; i < 50 && report == null; i++) {
      a.sendRtcp(RTCP, RTCP.length);
      report = bEars.rtcp.poll(100, TimeUnit.MILLISECONDS);
    }
    assertThat(report).isEqualTo(RTCP);
  }

  @Test
  void wrongFingerprint_failsAndNothingIsHeard() throws Exception {
    String right = MediaTransport.fingerprint().value();
    CertificateFingerprint wrong =
        new CertificateFingerprint(
            "sha-256", (right.startsWith("00") ? "11" : "00") + right.substring(2));
    a.prepareIce(false);
    b.prepareIce(false);
    a.connect(remote(b, true, security(false, wrong), true), true);
    b.connect(remote(a, true, security(true, MediaTransport.fingerprint()), true), false);
    assertThat(aEars.failed()).contains("fingerprint");
    assertThat(a.sendRtp(RTP, RTP.length)).isFalse();
    b.sendRtp(RTP, RTP.length);
    assertThat(aEars.rtp.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  /** The DTLS server has its keys a moment earlier, and speaks at once. */
  @RepeatedTest(10)
  void packetsFromBeforeTheKeys_areNotLost() throws Exception {
    aEars.whenReady =
        () -> {
          for (byte i = 1; i <= 5; i++) {
            byte[] packet = RTP.clone();
            packet[3] = i;
            a.sendRtp(packet, packet.length);
          }
        };
    connect(true, true, true);
    bEars.ready();
    for (byte i = 1; i <= 5; i++) {
      assertThat(bEars.rtp()).as("packet %d", i).isNotNull().contains(i, Index.atIndex(3));
    }
  }

  @Test
  void plainPackets_areNotHeardWhereEncryptionWasAgreed() throws Exception {
    connect(false, true, true);
    aEars.ready();
    bEars.ready();
    // From the very address that the peer has: another would not be listened to at all.
    InetSocketAddress place = b.address(1);
    b.close();
    try (DatagramChannel intruder = inThePlaceOf(place)) {
      intruder.send(ByteBuffer.wrap(RTP), a.address(1));
      assertThat(aEars.rtp.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  /** A closed port is free when the selector has forgotten it. */
  private static DatagramChannel inThePlaceOf(InetSocketAddress closed) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    return await("a free port " + closed.getPort())
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsInstanceOf(BindException.class)
        .until(() -> channel.bind(closed), Objects::nonNull);
  }

  @Test
  void plainRoute_latchesTheFirstSourceAndIgnoresOthers() throws Exception {
    try (DatagramChannel peer = DatagramChannel.open();
        DatagramChannel intruder = DatagramChannel.open()) {
      peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      a.connect(
          new RemoteTransport(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 9),
              true,
              null,
              null),
          true);
      peer.send(ByteBuffer.wrap(RTP), a.address(1));
      assertThat(aEars.rtp()).isEqualTo(RTP);
      intruder.send(ByteBuffer.wrap(RTP), a.address(1));
      assertThat(aEars.rtp.poll(200, TimeUnit.MILLISECONDS)).isNull();
      a.sendRtp(RTP, RTP.length);
      DatagramPacket got = new DatagramPacket(new byte[100], 100);
      peer.socket().setSoTimeout(60_000);
      peer.socket().receive(got);
      assertThat(got.getLength()).isEqualTo(RTP.length);
    }
  }

  private void connect(boolean ice, boolean secure, boolean mux) throws Exception {
    if (ice) {
      a.prepareIce(true);
      b.prepareIce(!mux);
    }
    CertificateFingerprint own = MediaTransport.fingerprint();
    RemoteTransport toB = remote(b, ice, secure ? security(false, own) : null, mux);
    RemoteTransport toA = remote(a, ice, secure ? security(true, own) : null, mux);
    a.connect(toB, true);
    b.connect(toA, false);
  }

  private static RemoteTransport.Security security(boolean client, CertificateFingerprint print) {
    return new RemoteTransport.Security(client, List.of(print));
  }

  private static RemoteTransport remote(
      MediaTransport of, boolean ice, RemoteTransport.@Nullable Security security, boolean mux) {
    return new RemoteTransport(
        of.address(1), of.address(mux ? 1 : 2), mux, ice ? of.localIce() : null, security);
  }

  private static MediaTransport open(Ears ears) {
    try {
      return MediaTransport.open(
          List.of(InetAddress.getLoopbackAddress()), 0, 0, new Random(), ears);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final class Ears implements MediaTransport.Listener {
    final BlockingQueue<byte[]> rtp = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> rtcp = new LinkedBlockingQueue<>();
    final BlockingQueue<MediaTransport.Ready> ready = new LinkedBlockingQueue<>();
    volatile Runnable whenReady = () -> {};
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    byte @Nullable [] rtp() throws InterruptedException {
      return rtp.poll(5, TimeUnit.SECONDS);
    }

    MediaTransport.Ready ready() throws InterruptedException {
      MediaTransport.Ready first = ready.poll(20, TimeUnit.SECONDS);
      if (first == null) {
        throw new AssertionError("not ready; failures: " + failures);
      }
      return first;
    }

    String failed() throws InterruptedException {
      return String.valueOf(failures.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public void onRtp(byte[] data, int length, long nowNanos) {
      rtp.add(Arrays.copyOf(data, length));
    }

    @Override
    public void onRtcp(byte[] data, int length, long nowNanos) {
      rtcp.add(Arrays.copyOf(data, length));
    }

    @Override
    public void onReady(MediaTransport.Ready how) {
      whenReady.run();
      ready.add(how);
    }

    @Override
    public void onFailed(String reason) {
      failures.add(reason);
    }
  }
}
