// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
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
 * The UDP socket: a message is a packet (RFC 3261 §18.3). Sharable only so that a second socket can
 * take its place when no port was free for the first's number on TCP.
 */
@ChannelHandler.Sharable
final class UdpEnd extends SimpleChannelInboundHandler<DatagramPacket> {
  private final Driver driver;
  private final Counters counters;
  private final LocalAddresses locals;
  private final Limits limits;
  private @Nullable Channel channel;
  private int port;

  UdpEnd(Driver driver, Counters counters, LocalAddresses locals, Limits limits) {
    this.driver = driver;
    this.counters = counters;
    this.locals = locals;
    this.limits = limits;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    port = ((InetSocketAddress) ctx.channel().localAddress()).getPort();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
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

  /**
   * Sends a packet.
   *
   * <p>DEVIATION RFC 3261 §18.1.1: a request of more than 1300 bytes goes over UDP too, in
   * fragments if need be, as the flow is chosen above and phones rarely listen on TCP as well.
   */
  void send(SipMessage message, Flow to) {
    Channel open = channel;
    if (open == null || !open.isActive()) {
      driver.sendFailed(message, to, "UDP is not served here");
      return;
    }
    if (!open.isWritable()) {
      // As lost on the way: what matters is sent again.
      counters.sendFailures.increment();
      return;
    }
    ByteBuf buffer = open.alloc().directBuffer(MessageWriter.size(message) + 32);
    MessageWriter.write(message, Framing.DATAGRAM, (a, off, len) -> buffer.writeBytes(a, off, len));
    counters.out(TransportProtocol.UDP);
    ChannelFuture sent = open.writeAndFlush(new DatagramPacket(buffer, to.remote()));
    if (!sent.isSuccess()) {
      var unused = sent.addListener(f -> failed(f.cause(), message, to));
    }
  }

  private void failed(@Nullable Throwable cause, SipMessage message, Flow to) {
    if (cause != null) {
      driver.sendFailed(message, to, "UDP to " + Reasons.address(to) + ": " + cause.getMessage());
    }
  }

  /** An empty line, that keeps address translators on the way from forgetting us. */
  void keepAlive(InetSocketAddress remote) {
    Channel open = channel;
    if (open != null && open.isActive()) {
      ByteBuf ping = open.alloc().directBuffer(4).writeBytes(Connection.PING);
      var unused = open.writeAndFlush(new DatagramPacket(ping, remote));
    }
  }

  /** A port unreachable somewhere is no fault of the socket. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      driver.unexpected(cause);
    }
  }
}
