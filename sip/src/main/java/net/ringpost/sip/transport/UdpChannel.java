// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
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
 * The UDP socket: a message is a packet (RFC 3261 §18.3). Netty's loop waits for packets; they are
 * read and sent past its channels, as each of their layers costs a share of what a message costs.
 */
final class UdpChannel {
  private static final int PACKET = 65536;

  private final Driver driver;
  private final Counters counters;
  private final LocalAddresses locals;
  private final Limits limits;
  private final Backlog backlog;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(PACKET);
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(PACKET);
  private volatile @Nullable DatagramChannel socket;
  private volatile @Nullable InetSocketAddress bound;

  UdpChannel(Driver driver, Counters counters, LocalAddresses locals, Limits limits) {
    this.driver = driver;
    this.counters = counters;
    this.locals = locals;
    this.limits = limits;
    this.backlog = new Backlog(driver, counters);
  }

  /**
   * Makes the socket, from which nothing is read yet.
   *
   * @param address of this machine, null for all of them
   * @param port 0 for any that is free
   * @return the port
   * @throws IOException if the port cannot be had
   */
  int bind(@Nullable InetAddress address, int port) throws IOException {
    DatagramChannel made =
        address instanceof Inet4Address
            ? DatagramChannel.open(StandardProtocolFamily.INET)
            : DatagramChannel.open();
    try {
      backlog.start(made);
      made.configureBlocking(false);
      made.bind(
          address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
      InetSocketAddress at = (InetSocketAddress) made.getLocalAddress();
      bound = at;
      socket = made;
      return at.getPort();
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /** Where it is bound, possibly all addresses; null if it is not. */
  @Nullable InetSocketAddress bound() {
    return bound;
  }

  /** Begins to read, if it is bound. */
  void open(IoEventLoop loop) {
    DatagramChannel made = socket;
    if (made != null) {
      loop.register(new Reading(made))
          .addListener(
              (Future<IoRegistration> f) -> {
                if (f.isSuccess()) {
                  f.getNow().submit(NioIoOps.READ);
                } else if (made.isOpen()) {
                  driver.unexpected(f.cause());
                }
              });
    }
  }

  /** Gives the port back: at once if nothing was read yet, else when the loop ends. */
  void close() {
    DatagramChannel made = socket;
    socket = null;
    bound = null;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        driver.unexpected(new IllegalStateException("the UDP socket cannot be closed", e));
      }
    }
  }

  private final class Reading extends NioSelectableChannelIoHandle<DatagramChannel> {
    Reading(DatagramChannel channel) {
      super(channel);
    }

    @Override
    public void close() throws IOException {
      selectableChannel().close();
    }

    @Override
    protected void handle(DatagramChannel channel, SelectionKey key) {
      int read = 0;
      try {
        while (read < backlog.most()) {
          InetSocketAddress from = (InetSocketAddress) channel.receive(incoming.clear());
          if (from == null) {
            break;
          }
          read++;
          received(from);
        }
      } catch (IOException e) {
        // Somewhere a port is unreachable, which is no fault of the socket; or it was closed.
      }
      backlog.turnEnded(channel, read);
    }
  }

  private void received(InetSocketAddress remote) {
    byte[] bytes = new byte[incoming.flip().remaining()];
    incoming.get(bytes);
    InetSocketAddress at = bound;
    if (at == null) {
      return;
    }
    try {
      Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM, limits);
      // RFC 5626 §3.5.2 keeps UDP flows alive by STUN. An empty packet or line is what many phones
      // send instead: it has kept the way open by coming here, and asks for no answer.
      if (bytes.length > 0 && !(parsed instanceof Parsed.KeepAlive) && remote.getPort() != 0) {
        InetSocketAddress local = new InetSocketAddress(locals.towards(remote), at.getPort());
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
}
