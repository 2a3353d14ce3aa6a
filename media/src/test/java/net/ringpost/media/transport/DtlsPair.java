// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A DTLS client and a DTLS server of ours, and what lies between them. */
final class DtlsPair implements AutoCloseable {
  /** What becomes of a datagram on its way. */
  interface Way {
    /**
     * Delivers it, or not.
     *
     * @param toServer which way it goes
     * @param arrive takes what arrives of it, on any thread
     */
    void carry(boolean toServer, byte[] datagram, Consumer<byte[]> arrive);
  }

  private final DtlsAssociation client;
  private final DtlsAssociation server;
  private final BlockingQueue<String> clientTold = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> serverTold = new LinkedBlockingQueue<>();
  private volatile long established;

  DtlsPair(Way way) {
    client =
        new DtlsAssociation(
            security(true), d -> way.carry(true, d, this::toServer), told(clientTold));
    server =
        new DtlsAssociation(
            security(false), d -> way.carry(false, d, this::toClient), told(serverTold));
  }

  static RemoteTransport.Security security(boolean client) {
    return new RemoteTransport.Security(
        client, List.of(DtlsCertificate.ofThisProcess().fingerprint()));
  }

  private void toServer(byte[] datagram) {
    boolean unused = server.offer(datagram);
  }

  private void toClient(byte[] datagram) {
    boolean unused = client.offer(datagram);
  }

  private DtlsAssociation.Listener told(BlockingQueue<String> by) {
    return new DtlsAssociation.Listener() {
      @Override
      public void established(SrtpKeys keys) {
        established = System.nanoTime();
        by.add("established");
      }

      @Override
      public void failed(String reason) {
        by.add(reason);
      }
    };
  }

  /**
   * Does the handshake, and waits for both to tell how it went.
   *
   * @return what they told: "established", or why not
   */
  List<String> shake() throws InterruptedException {
    server.start();
    client.start();
    String c = clientTold.poll(60, TimeUnit.SECONDS);
    String s = serverTold.poll(60, TimeUnit.SECONDS);
    return Arrays.asList("client: " + c, "server: " + s);
  }

  /** When the later of the two had its keys, on the scale of {@link System#nanoTime}. */
  long established() {
    return established;
  }

  /** A datagram's records. */
  static List<byte[]> records(byte[] datagram) {
    List<byte[]> records = new ArrayList<>();
    for (int at = 0; at < datagram.length; ) {
      int end = at + 13 + (((datagram[at + 11] & 0xff) << 8) | (datagram[at + 12] & 0xff));
      records.add(Arrays.copyOfRange(datagram, at, end));
      at = end;
    }
    return records;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
