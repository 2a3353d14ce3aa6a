// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import net.ringpost.db.account.Reach;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.history.CallLog;
import net.ringpost.server.location.BindingStorage;
import net.ringpost.server.routing.Attendant;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TransportOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real signalling over real sockets, with a look-up that takes the thread two milliseconds. */
class OverloadedServerTest {
  private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(2);

  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final SipTransport transport =
      SipTransport.create(TransportOptions.at(InetAddress.getLoopbackAddress()).withUdpPort(0));
  private int serial;

  @BeforeEach
  void start() {
    OwnHosts own = new OwnHosts(List.of("example.com"), List.of("127.0.0.1"), List.of());
    SignallingSettings settings =
        new SignallingSettings(
            own, "ringpost", List.of(), false, RecordRoutePolicy.AUTO, Reach.RING);
    Signalling signalling =
        new Signalling(
            settings,
            new Signalling.Parts(
                slowPeople(),
                nothingStored(),
                CallLog.NONE,
                (engine, wire) -> Attendant.NONE,
                transport.loop(),
                transport.overload(),
                writer,
                event -> {},
                new Signalling.Key(new byte[32])));
    transport.start(signalling::over);
    signalling.start();
    await("the terminals are read")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> signalling.location().loaded());
  }

  @AfterEach
  void end() {
    transport.close();
    writer.shutdown();
  }

  private static MemberLookup slowPeople() {
    return (name, then) -> {
      long end = System.nanoTime() + LOOK_UP;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      then.found(MemberLookup.NotFound.NOT_FOUND);
    };
  }

  private static BindingStorage nothingStored() {
    return new BindingStorage() {
      @Override
      public void write(List<Entry> entries, long now) {}

      @Override
      public void load(long now, Consumer<Entry> each) {}
    };
  }

  private void send(DatagramSocket from, String method, String toTag) throws IOException {
    int n = ++serial;
    String text =
        """
        %s sip:1000@example.com SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%d
        Max-Forwards: 70
        From: <sip:eve@example.org>;tag=%d
        To: <sip:1000@example.com>%s
        Call-ID: %s%d
        CSeq: 1 %s
        Contact: <sip:eve@127.0.0.1:%d>
        Content-Length: 0

        """
            .formatted(
                method, from.getLocalPort(), n, n, toTag, method, n, method, from.getLocalPort());
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress server = transport.bound(TransportProtocol.UDP);
    from.send(new DatagramPacket(bytes, bytes.length, server));
  }

  /** The final answers that are there by now to requests of this method. */
  private static List<String> answers(DatagramSocket to, String method) throws IOException {
    List<String> all = new ArrayList<>();
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    try {
      while (true) {
        to.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (!text.startsWith("SIP/2.0 1") && text.contains("Call-ID: " + method)) {
          all.add(text);
        }
      }
    } catch (SocketTimeoutException e) {
      return all;
    }
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(1);
    return socket;
  }

  /** Twice as many as can be served, until the condition holds, for 20 s at most. */
  private boolean flood(DatagramSocket eve, Condition until) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() - end < 0) {
      for (int i = 0; i < 10; i++) {
        send(eve, "MESSAGE", "");
      }
      long next = System.nanoTime() + 5 * LOOK_UP;
      if (until.holds(answers(eve, "MESSAGE"))) {
        return true;
      }
      LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
    }
    return false;
  }

  private interface Condition {
    boolean holds(List<String> answers) throws IOException;
  }

  /** They are done with in less than a second: too little to refuse anybody. */
  @Test
  void burst_is_served() throws Exception {
    try (DatagramSocket eve = socket()) {
      for (int i = 0; i < 250; i++) {
        send(eve, "MESSAGE", "");
      }
      List<String> served = new ArrayList<>();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                served.addAll(answers(eve, "MESSAGE"));
                return served.size() >= 200;
              });
      assertThat(served).allMatch(a -> a.startsWith("SIP/2.0 404"));
    }
  }

  @Test
  void server_that_cannot_keep_up_refuses_new_requests_and_serves_dialogs() throws Exception {
    try (DatagramSocket eve = socket();
        DatagramSocket adam = socket()) {
      int[] refused = new int[1];
      boolean shed =
          flood(
              eve,
              answers -> {
                for (String a : answers) {
                  if (a.startsWith("SIP/2.0 503")) {
                    assertThat(a).contains("\r\nRetry-After: ");
                    refused[0]++;
                  }
                }
                return refused[0] > 1000;
              });
      assertThat(shed).as("new requests are refused").isTrue();
      // Still under way: what belongs to a dialog gets its own answer, and soon.
      int[] within = new int[2];
      flood(
          eve,
          answers -> {
            if (within[0] < 200) {
              send(adam, "BYE", ";tag=1");
              within[0]++;
            }
            for (String a : answers(adam, "BYE")) {
              assertThat(a).startsWith("SIP/2.0 481");
              within[1]++;
            }
            return within[1] >= 190;
          });
      assertThat(within[1]).isBetween(190, 200);
    }
  }
}
