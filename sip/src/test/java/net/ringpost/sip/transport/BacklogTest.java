// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final EventLoop loop = new DefaultEventLoop();
  private final Counters counters = new Counters();
  private final Driver driver = new Driver(loop, counters);
  private final Backlog backlog = new Backlog(driver, counters);
  private DatagramChannel socket;

  @BeforeEach
  void open() throws Exception {
    socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.configureBlocking(false);
    backlog.start(socket);
  }

  @AfterEach
  void close() throws Exception {
    socket.close();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void fill(int packets) throws Exception {
    try (DatagramChannel phone = DatagramChannel.open()) {
      for (int i = 0; i < packets; i++) {
        phone.send(ByteBuffer.wrap(new byte[400]), socket.getLocalAddress());
      }
    }
  }

  private void overloaded() {
    long now = System.nanoTime() - TimeUnit.SECONDS.toNanos(6);
    for (int i = 0; i < 6000; i++) {
      driver.overload().packets(false, now += TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(driver.overload().shedding(now)).isTrue();
  }

  /** As the loop does when the socket has something. */
  private int turn() throws Exception {
    int n = 0;
    while (n < backlog.most() && socket.receive(ByteBuffer.allocate(2000)) != null) {
      n++;
    }
    backlog.turnEnded(socket, n);
    return n;
  }

  private int room() throws Exception {
    return socket.getOption(StandardSocketOptions.SO_RCVBUF);
  }

  @Test
  void burst_is_read_to_its_end() throws Exception {
    fill(200);
    int read = 0;
    int last;
    do {
      last = turn();
      read += last;
    } while (last > 0);
    assertThat(read).isEqualTo(200);
    assertThat(counters.unread.sum()).isZero();
  }

  @Test
  void packets_that_come_together_are_read_together() throws Exception {
    for (int i = 0; i < 32; i++) {
      assertThat(arriving(1)).isEqualTo(1);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(arriving(3)).isEqualTo(3);
    }
    assertThat(arriving(1)).isEqualTo(1);
    assertThat(arriving(2)).as("one by one again").isEqualTo(1);
  }

  private int arriving(int packets) throws Exception {
    fill(packets);
    return turn();
  }

  @Test
  void what_had_piled_up_when_overload_begins_is_thrown_away() throws Exception {
    fill(200);
    overloaded();
    int read = turn();
    assertThat(counters.unread.sum()).isEqualTo(200 - read);
    assertThat(socket.receive(ByteBuffer.allocate(2000))).isNull();
  }

  @Test
  void less_may_wait_while_it_lasts() throws Exception {
    overloaded();
    turn();
    fill(5000);
    int waiting = 0;
    while (socket.receive(ByteBuffer.allocate(2000)) != null) {
      waiting++;
    }
    assertThat(waiting).isBetween(50, 1000);
  }

  @Test
  void there_is_room_for_bursts_again_when_it_is_over() throws Exception {
    final int before = room();
    overloaded();
    turn();
    await("the end of the overload")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !driver.overload().shedding(System.nanoTime()));
    turn();
    assertThat(room()).isEqualTo(before);
  }
}
