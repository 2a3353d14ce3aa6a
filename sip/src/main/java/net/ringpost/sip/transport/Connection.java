// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.Limits;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.StreamFramer;
import net.ringpost.sip.parse.StreamFramer.Side;
import org.jspecify.annotations.Nullable;

/** One TCP or TLS connection, from the moment it is wanted; on the loop only. */
final class Connection {
  /** RFC 5626 §3.5.1. */
  static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long NOT = Long.MIN_VALUE;

  /** Time for the answers to what came before the connection broke. */
  private static final long ANSWERS_MILLIS = 500;

  /** So many bytes at most are gathered before they are given to the system. */
  private static final int GATHERED = 64 * 1024;

  private static final int FIRST_ROOM = 4 * 1024;

  private enum State {
    /** Being connected, or setting up TLS. */
    OPENING,
    UP,
    /** What comes is no SIP and is not read any more; what came before is answered. */
    BROKEN,
    /** Our half has ended too. */
    ENDED
  }

  final Side side;
  final Channel channel;
  final StreamFramer framer;
  final StreamLimits limits;
  private final Counters counters;
  private Flow flow;
  private State state = State.OPENING;
  private @Nullable String whyClosed;
  private final List<SipMessage> waiting = new ArrayList<>();
  private int waitingBytes;

  /** What this turn of the loop has sent so far: to write costs more than to fill. */
  private @Nullable ByteBuf gathered;

  private final Runnable flush = this::flush;
  private final List<Runnable> whenClosed = new ArrayList<>();
  private long lastTraffic = System.nanoTime();
  private long lastReceived = lastTraffic;
  private long halfSince = NOT;

  Connection(
      Side side,
      Channel channel,
      Flow flow,
      StreamLimits limits,
      Limits messages,
      Counters counters) {
    this.side = side;
    this.channel = channel;
    this.flow = flow;
    this.limits = limits;
    this.counters = counters;
    this.framer = new StreamFramer(side, messages);
  }

  /** What names it above; its connection number is above 0. */
  Flow flow() {
    return flow;
  }

  /** The connection is usable, with TLS set up: what has waited goes out. */
  void up(InetSocketAddress local) {
    flow = new Flow(flow.protocol(), local, flow.remote(), flow.connection());
    state = State.UP;
    List<SipMessage> first = List.copyOf(waiting);
    waiting.clear();
    first.forEach(this::write);
  }

  /** Sends at the end of the loop's turn, or as soon as it is up. */
  void send(SipMessage message) {
    if (state != State.OPENING) {
      write(message);
      return;
    }
    waiting.add(message);
    waitingBytes += MessageWriter.size(message);
    if (waitingBytes > limits.writeBuffer()) {
      drop("too much waits for it to be set up");
    }
  }

  private void write(SipMessage message) {
    if (state == State.ENDED || !channel.isActive()) {
      counters.sendFailures.increment();
      return;
    }
    ByteBuf out = room(MessageWriter.size(message) + 32);
    MessageWriter.write(message, Framing.STREAM, (a, off, len) -> out.writeBytes(a, off, len));
    counters.out(flow.protocol());
    if (out.readableBytes() >= GATHERED) {
      flush();
    }
  }

  private ByteBuf room(int bytes) {
    ByteBuf out = gathered;
    if (out == null) {
      out = channel.alloc().directBuffer(Math.max(bytes, FIRST_ROOM));
      gathered = out;
      channel.eventLoop().execute(flush);
    }
    return out;
  }

  private void flush() {
    ByteBuf out = gathered;
    gathered = null;
    if (out == null) {
      return;
    }
    lastTraffic = System.nanoTime();
    var unused = channel.writeAndFlush(out, channel.voidPromise());
    // Whoever does not read what he is sent must not cost the others their memory.
    if (!channel.isWritable()) {
      drop("its reader is too slow");
    }
  }

  void ping() {
    keepAlive(PING);
  }

  void pong() {
    keepAlive(PONG);
  }

  private void keepAlive(byte[] line) {
    if (state == State.UP || state == State.BROKEN) {
      room(line.length).writeBytes(line);
    }
  }

  /** Bytes have come, and the framer has been asked for all that is complete. */
  void received(boolean completedOne) {
    if (state == State.BROKEN || state == State.ENDED) {
      return;
    }
    lastReceived = System.nanoTime();
    lastTraffic = lastReceived;
    if (!framer.midMessage()) {
      halfSince = NOT;
    } else if (completedOne || halfSince == NOT) {
      // Further bytes of an incomplete message do not extend its deadline.
      halfSince = lastReceived;
    }
  }

  /** Time on the nanoTime scale at which the peer was last heard. */
  long lastReceived() {
    return lastReceived;
  }

  /** Closes it if it has been silent, or in the middle of a message, for too long. */
  void inspect(long now) {
    if (!channel.isOpen()) {
      return;
    }
    if (halfSince != NOT && now - halfSince > limits.halfMessage().toNanos()) {
      drop("the rest of a message did not come");
    } else if (now - lastTraffic > limits.idle().toNanos()) {
      drop("it was idle");
    }
  }

  /** Closes it at once, as it has broken a rule. */
  void drop(String reason) {
    if (channel.isOpen()) {
      counters.dropped.increment();
      close(reason);
    }
  }

  /** Closes it at once. */
  void close(String reason) {
    if (channel.isOpen()) {
      because(reason);
      flush();
      var unused = channel.close();
    }
  }

  /**
   * Notes why it is about to be closed, if nothing was noted before, for those who wait for answers
   * over it.
   */
  void because(String reason) {
    if (whyClosed == null) {
      whyClosed = reason;
    }
  }

  String whyClosed() {
    return whyClosed == null ? "the other end closed the connection" : whyClosed;
  }

  /**
   * Nothing sensible comes any more. What came before is answered yet; then we end our half. To
   * close at once, with bytes unread, would reset the connection and take the answers with it.
   */
  void end() {
    if (state == State.BROKEN || state == State.ENDED) {
      return;
    }
    state = State.BROKEN;
    because("it sent what is not SIP");
    halfSince = System.nanoTime();
    var unused = channel.eventLoop().schedule(this::endOurHalf, ANSWERS_MILLIS, MILLISECONDS);
  }

  private void endOurHalf() {
    flush();
    state = State.ENDED;
    if (flow.protocol() == TransportProtocol.TCP && channel instanceof DuplexChannel duplex) {
      var unused = duplex.shutdownOutput();
    } else {
      var unused =
          channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Runs the action once it is closed; the last ones first. */
  void whenClosed(Runnable action) {
    whenClosed.add(action);
  }

  /** It is closed: tells those who want to know, and gives back what was never sent. */
  List<SipMessage> closed() {
    List<Runnable> told = List.copyOf(whenClosed);
    whenClosed.clear();
    told.forEach(Runnable::run);
    List<SipMessage> unsent = List.copyOf(waiting);
    waiting.clear();
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
    return unsent;
  }
}
