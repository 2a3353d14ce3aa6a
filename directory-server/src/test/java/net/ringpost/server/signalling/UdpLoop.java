// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Wire;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageCheck;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.transaction.Timers;

/** The smallest driver of an engine over a real UDP socket. */
final class UdpLoop implements Wire, AutoCloseable {
  private final DatagramSocket socket;
  private final ScheduledExecutorService loop;
  final Engine engine;
  private long alarmAt = Timers.NEVER;

  UdpLoop(InetSocketAddress at, ScheduledExecutorService loop, Signalling signalling)
      throws IOException {
    this.socket = new DatagramSocket(at);
    socket.setReceiveBufferSize(4 << 20);
    this.loop = loop;
    this.engine =
        new Engine(this, e -> signalling.over(e, this), new SecureRandom(), Timers.RFC_3261);
    Thread reader = new Thread(this::read, "udp-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      byte[] bytes = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      InetSocketAddress remote = (InetSocketAddress) packet.getSocketAddress();
      Flow flow = new Flow(TransportProtocol.UDP, local, remote, 0);
      loop.execute(() -> received(bytes, flow));
    }
  }

  private void received(byte[] bytes, Flow flow) {
    Parsed p = MessageCheck.strictly(MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM));
    if (p instanceof Parsed.Message m) {
      engine.receive(m.message(), flow, System.nanoTime());
    } else if (p instanceof Parsed.Malformed m && m.answerable() != null) {
      send(SipResponse.to(m.answerable(), m.suggested(), m.reason(), "bad"), flow);
    }
    arm();
  }

  private void arm() {
    long due = engine.deadline();
    if (due < alarmAt) {
      alarmAt = due;
      long wait = Math.max(0, due - System.nanoTime());
      var unused = loop.schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    alarmAt = Timers.NEVER;
    engine.tick(System.nanoTime());
    arm();
  }

  @Override
  public void send(SipMessage message, Flow to) {
    byte[] bytes = MessageWriter.toBytes(message, Framing.DATAGRAM);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to.remote()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loop.execute(this::arm);
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }
}
