// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.Limits;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * The UDP socket: a message is a packet (RFC 3261 §18.3). Netty waits for packets and reads them;
 * they are sent past it, as each of its layers costs a share of what a message costs.
 *
 * <p>Sharable only so that a second socket can take the first's place when no port was free for its
 * number on TCP.
 */
@ChannelHandler.Sharable
final class UdpEnd extends SimpleChannelInboundHandler<DatagramPacket> {
  private final Driver driver;
  private final Counters counters;
  private final LocalAddresses locals;
  private final Limits limits;
  private final Backlog backlog;
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(65536);
  private @Nullable DatagramChannel socket;
  private int port;

  UdpEnd(Driver driver, Counters counters, LocalAddresses locals, Limits limits) {
    this.driver = driver;
    this.counters = counters;
    this.locals = locals;
    this.limits = limits;
    this.backlog = new Backlog(driver, counters);
  }

  /** A socket that is to be bound to this address, null for all of this machine's. */
  NioDatagramChannel open(@Nullable InetAddress address) {
    try {
      DatagramChannel opened =
          address instanceof Inet4Address
              ? DatagramChannel.open(StandardProtocolFamily.INET)
              : DatagramChannel.open();
      backlog.start(opened);
      socket = opened;
      return new NioDatagramChannel(opened);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    port = ((InetSocketAddress) ctx.channel().localAddress()).getPort();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
    backlog.packetRead();
    ByteBuf content = packet.content();
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    InetSocketAddress remote = packet.sender();
    try {
      Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM, limits);
      // RFC 5626 §3.5.2 keeps UDP flows alive by STUN. An empty packet or line is what many phones
      // send instead: it has kept the way open by coming here, and asks for no answer.
      if (bytes.length > 0 && !(parsed instanceof Parsed.KeepAlive) && remote.getPort() != 0) {
        InetSocketAddress local = new InetSocketAddress(locals.towards(remote), port);
        driver.received(parsed, new Flow(TransportProtocol.UDP, local, remote, 0));
      }
    } catch (RuntimeException e) {
      driver.unexpected(e);
    }
  }

  /** How much is read at a time; to be used by the socket. */
  RecvByteBufAllocator reading() {
    return backlog.reading();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    DatagramChannel open = socket;
    if (open != null && open.isOpen()) {
      backlog.turnEnded(open);
    }
  }

  /**
   * Sends a packet.
   *
   * <p>DEVIATION RFC 3261 §18.1.1: a request of more than 1300 bytes goes over UDP too, in
   * fragments if need be, as the flow is chosen above and phones rarely listen on TCP as well.
   */
  void send(SipMessage message, Flow to) {
    DatagramChannel open = socket;
    if (open == null || !open.isOpen()) {
      driver.sendFailed(message, to, "UDP is not served here");
      return;
    }
    try {
      outgoing.clear();
      MessageWriter.write(message, Framing.DATAGRAM, outgoing::put);
      counters.out(TransportProtocol.UDP);
      if (open.send(outgoing.flip(), to.remote()) == 0) {
        // The system's buffer is full: as lost on the way. What matters is sent again.
        counters.sendFailures.increment();
      }
    } catch (BufferOverflowException e) {
      failed("longer than any packet", message, to);
    } catch (UnsupportedAddressTypeException e) {
      failed("no way from an IPv4 address to an IPv6 one", message, to);
    } catch (IOException e) {
      failed(e.getMessage(), message, to);
    }
  }

  private void failed(@Nullable String why, SipMessage message, Flow to) {
    driver.sendFailed(message, to, "UDP to " + Reasons.address(to) + ": " + why);
  }

  /** An empty line, that keeps address translators on the way from forgetting us. */
  void keepAlive(InetSocketAddress remote) {
    DatagramChannel open = socket;
    if (open != null && open.isOpen()) {
      try {
        var unused = open.send(outgoing.clear().put(Connection.PING).flip(), remote);
      } catch (IOException | UnsupportedAddressTypeException e) {
        // There is no way there now; the next one is due soon.
        counters.sendFailures.increment();
      }
    }
  }

  /** A port unreachable somewhere is no fault of the socket. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      driver.unexpected(cause);
    }
  }
}
