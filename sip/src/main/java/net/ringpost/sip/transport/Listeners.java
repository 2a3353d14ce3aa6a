// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;

/** The sockets that wait for others. Nothing is read from them until {@link #open}. */
final class Listeners {
  private static final int TRIES = 50;

  private final IoEventLoop loop;
  private final TransportOptions options;
  private final UdpChannel udp;
  private final Connections connections;
  private final Map<TransportProtocol, Channel> channels = new ConcurrentHashMap<>();

  Listeners(IoEventLoop loop, TransportOptions options, UdpChannel udp, Connections connections) {
    this.loop = loop;
    this.options = options;
    this.udp = udp;
    this.connections = connections;
  }

  /** Exact: a single large message that is half sent must not count as too much. */
  static WriteBufferWaterMark marks(StreamLimits limits) {
    return new WriteBufferWaterMark(limits.writeBuffer(), limits.writeBuffer());
  }

  /**
   * Binds everything, or throws.
   *
   * @throws TransportException if a port cannot be had
   */
  void bind(Ports ports) {
    if (zero(options.udpPort()) && zero(options.tcpPort())) {
      bindPair();
    } else {
      options.udpPort().ifPresent(this::bindUdp);
      options.tcpPort().ifPresent(p -> bind(TransportProtocol.TCP, p));
    }
    options.tlsPort().ifPresent(p -> bind(TransportProtocol.TLS, p));
    channels.forEach((p, c) -> ports.bound(p, port(c)));
    InetSocketAddress packets = udp.bound();
    if (packets != null) {
      ports.bound(TransportProtocol.UDP, packets.getPort());
    }
  }

  private static boolean zero(OptionalInt port) {
    return port.isPresent() && port.getAsInt() == 0;
  }

  private static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** One number for both: a number that is free for UDP is mostly free for TCP too. */
  private void bindPair() {
    for (int i = 1; ; i++) {
      int port = bindUdp(0);
      try {
        bind(TransportProtocol.TCP, port);
        return;
      } catch (TransportException e) {
        udp.close();
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private int bindUdp(int port) {
    try {
      return udp.bind(options.bind().orElse(null), port);
    } catch (IOException e) {
      throw TransportException.notBound(TransportProtocol.UDP, port, where(), e);
    }
  }

  private void bind(TransportProtocol protocol, int port) {
    InetAddress address = options.bind().orElse(null);
    InetSocketAddress at =
        address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    ChannelFuture binding = streams(protocol).bind(at).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw TransportException.notBound(protocol, port, where(), binding.cause());
    }
    channels.put(protocol, binding.channel());
  }

  private String where() {
    return options.bind().map(InetAddress::getHostAddress).orElse("all addresses");
  }

  private ServerBootstrap streams(TransportProtocol protocol) {
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, marks(options.streams()))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel accepted) {
                connections.accepted(accepted, protocol);
              }
            });
  }

  /** Begins to read. */
  void open() {
    udp.open(loop);
    channels.values().forEach(c -> c.config().setAutoRead(true));
  }

  @Nullable InetSocketAddress address(TransportProtocol protocol) {
    if (protocol == TransportProtocol.UDP) {
      return udp.bound();
    }
    Channel channel = channels.get(protocol);
    return channel == null ? null : (InetSocketAddress) channel.localAddress();
  }

  /** Unbinds all. */
  void close() {
    udp.close();
    for (Channel channel : channels.values()) {
      var unused = channel.close();
    }
  }
}
