// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.db.voicemail.JdbcVoicemailStore;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.server.mwi.MwiNotifier;
import net.ringpost.server.routing.Caller;
import net.ringpost.server.voicemail.call.VoicemailServices;
import net.ringpost.server.voicemail.storage.Finisher;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.MessageLimits;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of strangers, of whom nothing is known but what an INVITE over UDP says. */
class VoicemailAttendantTest implements TransactionUser, Transport {
  private static final int PLACES = 20;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private final Account callee =
      new Account(
          ThreadLocalRandom.current().nextLong(1L << 50), "ada", "1001", "", null, false, 30, 0);
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<SipMessage> sent = new LinkedBlockingQueue<>();
  private final VoicemailStore store = new JdbcVoicemailStore(TestDatabase.get());

  @SuppressWarnings("NullAway.Init")
  private VoicemailAttendant attendant;

  private Engine engine;
  private int inBytes;
  private int outBytes;

  /** Without an account store: nobody here has a greeting of their own. */
  @BeforeEach
  @SuppressWarnings("NullAway")
  void open() {
    BlobStore contents = new FolderBlobStore(folder, new MemberKeys(new byte[32]), 0);
    Voicemails voicemails =
        new Voicemails(store, contents, workers, Instant::now, 1 << 20, Finisher.bySize());
    MessageLimits limits =
        new MessageLimits(
            Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(30), PLACES);
    LineSettings line =
        LineSettings.standard()
            .withAddresses(List.of(HERE))
            .withEncryption(EncryptionPolicy.PLAIN_ALLOWED);
    engine =
        new Engine(
            this,
            e -> {
              MwiNotifier mwi =
                  new MwiNotifier(e, this, loop, account -> List.of(), System::nanoTime);
              attendant =
                  new VoicemailAttendant(
                      new VoicemailServices(voicemails, new Greetings(null, contents), limits),
                      line,
                      loop,
                      () -> false,
                      mwi,
                      e,
                      this);
              return this;
            },
            new Random(2),
            Timers.RFC_3261);
  }

  @AfterEach
  void close() {
    loop.shutdownNow();
    workers.shutdownNow();
  }

  @Override
  public void send(SipMessage message, Flow to) {
    outBytes += message.size();
    sent.add(message);
  }

  @Override
  public boolean doubts(SipRequest request, Flow from) {
    return true;
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    if (request.method().equals(Method.INVITE)) {
      boolean taken =
          attendant.take(
              transaction,
              new Caller.Stranger(),
              callee,
              VoicemailReason.AWAY,
              UUID.randomUUID(),
              () -> {},
              now);
      assertThat(taken).isTrue();
    } else {
      attendant.dialogs().onRequest(transaction, request, now);
    }
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    attendant.dialogs().onAck(ack, from, now);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {}

  private <T> T onLoop(Callable<T> task) throws Exception {
    return loop.submit(task).get(20, TimeUnit.SECONDS);
  }

  private static String caller(int number) {
    return "127.0.0.1:" + (50000 + number);
  }

  private void receive(int number, String text) throws Exception {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    Flow flow =
        new Flow(
            TransportProtocol.UDP,
            new InetSocketAddress(HERE, 5060),
            new InetSocketAddress(HERE, 50000 + number),
            0);
    Parsed.Message parsed =
        (Parsed.Message) MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    onLoop(
        () -> {
          inBytes += bytes.length;
          engine.receive(parsed.message(), flow, System.nanoTime());
          return null;
        });
  }

  private void invite(int number) throws Exception {
    String sdp =
        """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 40000 RTP/AVP 0 101
        a=rtpmap:0 PCMU/8000
        a=rtpmap:101 telephone-event/8000
        """;
    int length = sdp.replace("\n", "\r\n").length();
    receive(
        number,
        "INVITE sip:1001@example.com SIP/2.0\nVia: SIP/2.0/UDP "
            + caller(number)
            + ";branch=z9hG4bKi"
            + number
            + "\nMax-Forwards: 70\nFrom: <sip:eve@elsewhere.example>;tag=f\n"
            + "To: <sip:1001@example.com>\nContact: <sip:eve@"
            + caller(number)
            + ">\nCall-ID: c"
            + number
            + "\nCSeq: 1 INVITE\nContent-Type: application/sdp\nUser-Agent: "
            + "x".repeat(400)
            + "\nContent-Length: "
            + length
            + "\n\n"
            + sdp);
  }

  private void acknowledge(int number, SipResponse ok) throws Exception {
    receive(
        number,
        "ACK sip:voicemail@127.0.0.1:5060 SIP/2.0\nVia: SIP/2.0/UDP "
            + caller(number)
            + ";branch=z9hG4bKa"
            + number
            + "\nMax-Forwards: 70\nFrom: <sip:eve@elsewhere.example>;tag=f\nTo: "
            + ok.to()
            + "\nCall-ID: c"
            + number
            + "\nCSeq: 1 ACK\nContent-Length: 0\n\n");
  }

  private SipResponse accepted() throws Exception {
    for (; ; ) {
      SipMessage next = sent.poll(20, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      if (next instanceof SipResponse r && r.status().isFinal()) {
        assertThat(r.code()).isEqualTo(200);
        return r;
      }
    }
  }

  private static int port(SipResponse ok) {
    String sdp = new String(ok.body(), StandardCharsets.UTF_8);
    return Integer.parseInt(sdp.replaceAll("(?s).*m=audio (\\d+) .*", "$1"));
  }

  /** Whether the port is open; waits for what is expected. */
  private static void expectOpen(int port, boolean wanted) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(open(port)).as("port is open").isEqualTo(wanted));
  }

  private static boolean open(int port) throws IOException {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(HERE, port))) {
      return !probe.isBound();
    } catch (BindException e) {
      return true;
    }
  }

  private List<VoicemailRow> recordings() {
    return store.recording().stream().filter(r -> r.account() == callee.key()).toList();
  }

  /** So many seconds later for the signalling. */
  private void pass(int seconds) throws Exception {
    onLoop(
        () -> {
          long now = System.nanoTime();
          for (long t = 0; t <= seconds * 10L; t++) {
            engine.tick(now + TimeUnit.MILLISECONDS.toNanos(100 * t));
          }
          return null;
        });
  }

  private SipRequest bye() throws Exception {
    for (; ; ) {
      SipMessage next = sent.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a BYE").isNotNull();
      if (next instanceof SipRequest r && r.method().equals(Method.BYE)) {
        return r;
      }
    }
  }

  @Test
  void before_the_ack_nothing_is_recorded_no_port_is_open_and_little_is_sent() throws Exception {
    invite(1);
    SipResponse ok = accepted();
    expectOpen(port(ok), false);
    pass(40);
    assertThat(recordings()).isEmpty();
    assertThat(outBytes).isLessThanOrEqualTo(3 * inBytes);
    // RFC 3261 §13.3.1.4: who never acknowledges is told that it is over.
    assertThat(bye().callId()).isEqualTo("c1");
  }

  @Test
  void with_the_ack_the_same_port_is_open_and_a_place_is_made() throws Exception {
    invite(1);
    SipResponse ok = accepted();
    acknowledge(1, ok);
    expectOpen(port(ok), true);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(recordings()).hasSize(1));
  }

  @Test
  void strangers_have_a_tenth_of_the_places_and_the_oldest_unheard_of_makes_room()
      throws Exception {
    invite(1);
    SipResponse first = accepted();
    for (int i = 2; i <= PLACES / 10; i++) {
      invite(i);
      accepted();
    }
    invite(9);
    SipResponse last = accepted();
    // RFC 3261 §15: whom we gave up we tell so, once the ACK has come.
    acknowledge(1, first);
    assertThat(bye().callId()).isEqualTo("c1");
    acknowledge(9, last);
    expectOpen(port(last), true);
  }

  @Test
  void who_was_given_up_before_the_ack_is_told_when_it_never_comes() throws Exception {
    for (int i = 1; i <= PLACES / 10 + 1; i++) {
      invite(i);
      accepted();
    }
    pass(40);
    List<String> told = List.of(bye().callId(), bye().callId(), bye().callId());
    assertThat(told).contains("c1");
    assertThat(outBytes).isLessThanOrEqualTo(3 * inBytes);
  }
}
