// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.parse.Parsed.KeepAlive;

/** Our end of one connection: bytes to messages (RFC 3261 §18.3) and keep-alives (RFC 5626). */
final class StreamHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final Connection connection;
  private final Connections connections;
  private final Driver driver;

  StreamHandler(Connection connection, Connections connections, Driver driver) {
    this.connection = connection;
    this.connections = connections;
    this.driver = driver;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (connection.flow().protocol() == TransportProtocol.TCP) {
      up(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent tls) {
      if (tls.isSuccess()) {
        up(ctx);
      } else {
        connection.close(Tls.reason(connection.flow(), tls.cause()));
      }
    }
  }

  private void up(ChannelHandlerContext ctx) {
    connections.up(connection, (InetSocketAddress) ctx.channel().localAddress());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
    boolean completed = false;
    byte[] scratch = connections.scratch;
    while (in.isReadable()) {
      int n = Math.min(scratch.length, in.readableBytes());
      in.readBytes(scratch, 0, n);
      completed |= take(scratch, n);
    }
    connection.received(completed);
    if (connection.framer.broken()) {
      connection.end();
    }
  }

  private boolean take(byte[] bytes, int n) {
    connection.framer.feed(bytes, 0, n);
    boolean any = false;
    Parsed parsed;
    while (connection.channel.isOpen() && (parsed = connection.framer.next()) != null) {
      any = true;
      if (parsed == KeepAlive.PING) {
        connection.pong();
      } else if (!(parsed instanceof KeepAlive)) {
        driver.received(parsed, connection.flow());
      }
    }
    return any;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connections.closed(connection);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException
        && !(cause instanceof io.netty.handler.codec.DecoderException)) {
      driver.unexpected(cause);
    }
    connection.close(Tls.reason(connection.flow(), cause));
  }
}
