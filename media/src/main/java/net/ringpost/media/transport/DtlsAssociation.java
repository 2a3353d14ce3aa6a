// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS association, in a (virtual) thread of its own: the handshake, then waiting for the
 * peer's retransmissions and its goodbye.
 */
final class DtlsAssociation implements AutoCloseable {
  /** Hears how it went; called once, on the association's thread. */
  interface Listener {
    void established(SrtpKeys keys);

    void failed(String reason);
  }

  private static final int LINGER_MILLIS = 1000;

  /** How often a server's last flight is repeated unasked. */
  private static final int REPEATS = 3;

  /** After how long the first time; each further one after twice as long. */
  private static final int REPEAT_MILLIS = 50;

  private final RemoteTransport.Security security;
  private final DtlsPipe pipe;
  private final Listener listener;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile @Nullable DTLSTransport established;
  private volatile boolean closed;

  DtlsAssociation(RemoteTransport.Security security, Consumer<byte[]> sender, Listener listener) {
    this.security = security;
    this.pipe = new DtlsPipe(!security.client(), sender);
    this.listener = listener;
  }

  RemoteTransport.Security security() {
    return security;
  }

  /** Begins, once; as client with the first packet, as server by waiting for it. */
  void start() {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    Thread.ofVirtual().name("media-dtls").start(this::run);
  }

  /** Takes a received DTLS packet. */
  boolean offer(byte[] packet) {
    return pipe.offer(packet);
  }

  private void run() {
    DtlsCertificate certificate = DtlsCertificate.ofThisProcess();
    DtlsPeer peer = new DtlsPeer(certificate, security.fingerprints());
    DTLSTransport transport = null;
    try {
      transport = handshake(certificate, peer);
      pipe.flush();
      established = transport;
      SrtpKeys keys = peer.keys();
      if (keys == null) {
        throw new IOException("no keys came of the handshake");
      }
      if (!closed) {
        listener.established(keys);
      }
      linger(transport);
    } catch (IOException | RuntimeException e) {
      if (!closed && transport == null) {
        listener.failed(reason(peer, e));
      }
    } finally {
      sayGoodbye(transport);
    }
  }

  private DTLSTransport handshake(DtlsCertificate certificate, DtlsPeer peer) throws IOException {
    if (security.client()) {
      return new DTLSClientProtocol().connect(new SrtpDtlsClient(certificate, peer), pipe);
    }
    return new DTLSServerProtocol().accept(new SrtpDtlsServer(certificate, peer), pipe);
  }

  /** A peer whose last flight was not answered repeats it; the library answers while it reads. */
  private void linger(DTLSTransport transport) throws IOException {
    byte[] ignored = new byte[transport.getReceiveLimit()];
    if (!security.client()) {
      repeatLast(transport, ignored);
    }
    while (!closed) {
      transport.receive(ignored, 0, ignored.length, LINGER_MILLIS);
    }
  }

  /**
   * RFC 6347 §4.2.4: nobody answers the server's last flight, so it has no timer, and the client's
   * is a whole second with some, in which nothing of the call can be heard. It is small: it goes
   * out some times more at once, as networks repeat datagrams too.
   */
  private void repeatLast(DTLSTransport transport, byte[] ignored) throws IOException {
    int wait = REPEAT_MILLIS;
    for (int i = 0; i < REPEATS && !closed; i++) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
      for (long left = wait; left > 0 && !closed; left = millisUntil(end)) {
        transport.receive(ignored, 0, ignored.length, (int) left);
      }
      pipe.repeat();
      wait *= 2;
    }
  }

  private static long millisUntil(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  private static String reason(DtlsPeer peer, Exception e) {
    boolean refused =
        e instanceof TlsFatalAlertReceived alert
            && alert.getAlertDescription() == AlertDescription.bad_certificate;
    if (peer.mismatch() || refused) {
      // Both sides say the same, whichever of them saw it first.
      return "a certificate does not have the fingerprint that its call announced: somebody on the"
          + " way may have changed it";
    }
    return "encryption could not be agreed (DTLS: " + e.getMessage() + ")";
  }

  private static void sayGoodbye(@Nullable DTLSTransport transport) {
    if (transport == null) {
      return;
    }
    try {
      transport.close();
    } catch (IOException e) {
      // The peer will notice by the end of the call.
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    // The reader is woken and sees that it is over. A handshake would go on: it must neither
    // disturb
    // the one that takes its place nor wait for its time-out.
    if (!pipe.wake() || established == null) {
      pipe.silence();
    }
  }
}
