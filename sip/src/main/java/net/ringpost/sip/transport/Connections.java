// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.message.Via;
import net.ringpost.sip.parse.StreamFramer.Side;
import org.jspecify.annotations.Nullable;

/** All connections: finds, opens, limits and closes them; on the loop only. */
final class Connections {
  /**
   * Where a connection leads. Over TLS the name counts too: another name's certificate was checked.
   */
  private record Place(TransportProtocol protocol, InetSocketAddress remote, String name) {
    static Place of(TransportProtocol protocol, InetSocketAddress remote) {
      boolean named = protocol == TransportProtocol.TLS;
      return new Place(protocol, remote, named ? remote.getHostString() : "");
    }
  }

  /** For bytes on their way from Netty to a framer. */
  final byte[] scratch = new byte[64 * 1024];

  private final EventLoop loop;
  private final TransportOptions options;
  private final Driver driver;
  private final Counters counters;
  private final Ports ports;
  private final Tls tls;
  private final Map<Long, Connection> byNumber = new HashMap<>();
  private final Map<Place, Connection> byPlace = new HashMap<>();
  private final Map<ByteBuffer, Integer> perNetwork = new HashMap<>();
  private long lastNumber;

  Connections(
      EventLoop loop,
      TransportOptions options,
      Driver driver,
      Counters counters,
      Ports ports,
      Tls tls) {
    this.loop = loop;
    this.options = options;
    this.driver = driver;
    this.counters = counters;
    this.ports = ports;
    this.tls = tls;
  }

  /** Sends over the flow's connection, or over one that leads there. */
  void send(SipMessage message, Flow to) {
    Connection c = find(to);
    if (c == null) {
      c = opened(message, to);
    }
    if (c == null) {
      String why =
          to.connection() == 0 ? "no connection can be opened" : "the connection was closed";
      driver.sendFailed(message, to, why);
    } else {
      c.send(message);
    }
  }

  /** The connection that a message over this flow would take; null if there is none yet. */
  @Nullable Connection find(Flow to) {
    return to.connection() == 0
        ? byPlace.get(Place.of(to.protocol(), to.remote()))
        : byNumber.get(to.connection());
  }

  /** Closes the connection that this flow would take. */
  void abandon(Flow flow, String reason) {
    Connection c = find(flow);
    if (c != null) {
      c.close(reason);
      closed(c);
    }
  }

  private @Nullable Connection opened(SipMessage message, Flow to) {
    if (to.connection() == 0) {
      return open(to.protocol(), to.remote());
    }
    if (message instanceof SipResponse response && to.protocol() == TransportProtocol.TCP) {
      InetSocketAddress back = returnAddress(response, to);
      Connection known = byPlace.get(Place.of(to.protocol(), back));
      return known == null ? open(to.protocol(), back) : known;
    }
    return null;
  }

  /**
   * RFC 3261 §18.2.2: if the connection that the request came over is closed, the response goes
   * over a new one, to where the request came from and the port that its Via names.
   *
   * <p>DEVIATION RFC 3261 §18.2.2, RFC 3263 §5: never to another address than that, whatever the
   * Via says, so that nobody can make us connect to strangers; and not over TLS, whose peer would
   * be a client without a certificate.
   */
  private static InetSocketAddress returnAddress(SipResponse response, Flow to) {
    int port = -1;
    try {
      Via via = response.topVia();
      port = via.port();
    } catch (MalformedException e) {
      // An answer to a malformed request: the default port then.
    }
    int p = port > 0 && port < 65536 ? port : to.protocol().defaultPort();
    return new InetSocketAddress(to.remote().getAddress(), p);
  }

  private @Nullable Connection open(TransportProtocol protocol, InetSocketAddress remote) {
    if (byNumber.size() >= options.streams().connections()) {
      counters.refused.increment();
      return null;
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Listeners.marks(options.streams()))
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.streams().connect().toMillis())
            .handler(nothingYet());
    // The loop registers the channel at once, as we are on it.
    ChannelFuture registered = bootstrap.register();
    if (registered.cause() != null) {
      return null;
    }
    Channel channel = registered.channel();
    Connection c = add(Side.OPENED, channel, protocol, remote);
    byPlace.put(Place.of(protocol, remote), c);
    options
        .bind()
        .ifPresentOrElse(
            a -> watched(c, channel.connect(remote, new InetSocketAddress(a, 0))),
            () -> watched(c, channel.connect(remote)));
    return c;
  }

  private static ChannelHandler nothingYet() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel ch) {}
    };
  }

  private void watched(Connection c, ChannelFuture connecting) {
    var unused =
        connecting.addListener(
            f -> {
              if (!f.isSuccess()) {
                c.because(Reasons.notConnected(c.flow().remote(), f.cause()));
                var unusedToo = c.channel.close();
                closed(c);
              }
            });
  }

  /** A connection has come in; closed at once if there are too many. */
  void accepted(Channel channel, TransportProtocol protocol) {
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    if (remote == null
        || byNumber.size() >= options.streams().connections()
        || perNetwork.getOrDefault(network(remote), 0) >= options.streams().perAddress()) {
      counters.refused.increment();
      var unused = channel.close();
      return;
    }
    perNetwork.merge(network(remote), 1, Integer::sum);
    Connection c = add(Side.ACCEPTED, channel, protocol, remote);
    if (protocol == TransportProtocol.TCP) {
      // RFC 5923 §4: not over TLS, where the client has not shown a certificate.
      byPlace.putIfAbsent(Place.of(protocol, remote), c);
    }
  }

  /** The address; of IPv6 the first half, since who has one address has the whole /64 of them. */
  static ByteBuffer network(InetSocketAddress remote) {
    byte[] address = remote.getAddress().getAddress();
    return ByteBuffer.wrap(address, 0, Math.min(address.length, 8));
  }

  private Connection add(
      Side side, Channel channel, TransportProtocol protocol, InetSocketAddress remote) {
    long number = ++lastNumber;
    InetSocketAddress unknown = new InetSocketAddress(remote.getAddress(), ports.of(protocol));
    Flow flow = new Flow(protocol, unknown, remote, number);
    Connection c =
        new Connection(side, channel, flow, options.streams(), options.messages(), counters);
    byNumber.put(number, c);
    counters.connections.increment();
    if (protocol == TransportProtocol.TLS) {
      channel.pipeline().addLast(tls.handler(side, channel, remote));
    }
    channel.pipeline().addLast(new StreamHandler(c, this, driver));
    return c;
  }

  /** Usable from now on; flows over it name the port at which we listen (RFC 3261 §18.1.1). */
  void up(Connection c, InetSocketAddress local) {
    c.up(new InetSocketAddress(local.getAddress(), ports.of(c.flow().protocol())));
  }

  /** It is gone: whoever waits for something over it is told. */
  void closed(Connection c) {
    Flow flow = c.flow();
    if (byNumber.remove(flow.connection()) == null) {
      return;
    }
    byPlace.remove(Place.of(flow.protocol(), flow.remote()), c);
    counters.connections.decrement();
    if (c.side == Side.ACCEPTED) {
      perNetwork.computeIfPresent(
          network(flow.remote()), (a, n) -> n == 1 ? null : Integer.valueOf(n - 1));
    }
    for (SipMessage unsent : c.closed()) {
      driver.sendFailed(unsent, flow, c.whyClosed());
    }
    driver.flowFailed(flow, c.whyClosed());
  }

  /** Closes what has been silent for too long. */
  void inspect() {
    long now = System.nanoTime();
    for (Connection c : List.copyOf(byNumber.values())) {
      c.inspect(now);
    }
  }

  /** Closes all. */
  void close() {
    List.copyOf(byNumber.values()).forEach(c -> c.close("the transport was closed"));
  }
}
