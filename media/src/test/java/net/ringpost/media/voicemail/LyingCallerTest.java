// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.Media;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.UnacceptableOfferException;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers whose descriptions do not say what they do, and one that vanishes. */
@NullMarked
class LyingCallerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final LineSettings MACHINE =
      LineSettings.standard()
          .withAddresses(List.of(HERE))
          .withEncryption(EncryptionPolicy.PLAIN_ALLOWED)
          .withTimeout(1);
  private static final int PCMU = 0;
  private static final int PCMA = 8;
  private static final int EVENTS = 101;

  private final Heard heard = new Heard();
  private final MemorySink sink = new MemorySink();

  @BeforeAll
  static void warmUp() {
    Media.warmUp().join();
  }

  private static SessionDescription offer(String address, int port, String... attributes) {
    String text =
        String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 " + address,
            "s=-",
            "c=IN IP4 " + address,
            "t=0 0",
            "m=audio " + port + " RTP/AVP 0 101",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:101 telephone-event/8000",
            String.join("\r\n", attributes),
            "");
    byte[] bytes = text.replace("\r\n\r\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return ((SdpResult.Description) SdpParser.parse(bytes)).session();
  }

  private static DatagramChannel socket(String address) throws Exception {
    DatagramChannel socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.configureBlocking(false);
    return socket;
  }

  private static int port(DatagramChannel socket) throws Exception {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /** Where the machine wants to be sent to. */
  private static InetSocketAddress answered(MessageSession machine, SessionDescription offer)
      throws Exception {
    return new InetSocketAddress(HERE, machine.answer(offer).media().getFirst().port());
  }

  /** Sends packets of so many samples, at their pace: loud noise. */
  private static void send(
      DatagramChannel from, InetSocketAddress to, int type, int first, int count, int samples)
      throws Exception {
    send(from, to, type, first, (long) first * samples, count, samples);
  }

  private static void send(
      DatagramChannel from,
      InetSocketAddress to,
      int type,
      int first,
      long begin,
      int count,
      int samples)
      throws Exception {
    byte[] packet = new byte[12 + samples];
    for (int i = 0; i < samples; i++) {
      packet[12 + i] = (byte) (i % 8 < 4 ? 0x90 : 0x10);
    }
    long due = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      new RtpHeader(type, false, i & 0xFFFF, begin + (long) (i - first) * samples, 1, 12)
          .write(packet);
      from.send(ByteBuffer.wrap(packet), to);
      due += samples * 125_000L;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  /** Sends one key: its first packet, and its end three times. */
  private static void key(
      DatagramChannel from, InetSocketAddress to, int ssrc, int number, long timestamp, int event)
      throws Exception {
    for (int i = 0; i < 4; i++) {
      byte[] packet = new byte[16];
      new RtpHeader(EVENTS, i == 0, (number + i) & 0xFFFF, timestamp, ssrc, 12).write(packet);
      packet[12] = (byte) event;
      packet[13] = (byte) (i == 0 ? 10 : 0x8A);
      packet[15] = (byte) 160;
      from.send(ByteBuffer.wrap(packet), to);
    }
  }

  private static int received(DatagramChannel socket) throws Exception {
    int count = 0;
    ByteBuffer buffer = ByteBuffer.allocate(2000);
    while (socket.receive(buffer.clear()) != null) {
      count++;
    }
    return count;
  }

  private static void assertComplete(MemorySink sink) throws Exception {
    assertThat(RecoveredMessage.of(new MemoryFile(sink.bytes())).complete()).isTrue();
  }

  @Test
  void callerThatVanishes_isNoticedAndItsMessageIsKept() throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller)));
      send(caller, to, PCMU, 0, 100, 160);
      heard.await("timeout", 60);
      RecordingSummary recorded = machine.stopRecording();
      assertThat(recorded.soundMillis()).isBetween(1900L, 2100L);
      assertThat(recorded.durationMillis()).isBetween(1950L, 5000L);
      assertComplete(sink);
    }
  }

  @Test
  void codecThatWasNotAgreed_isNotRecorded() throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller)));
      send(caller, to, PCMA, 0, 60, 160);
      RecordingSummary wrong = java.util.Objects.requireNonNull(machine.progress());
      assertThat(wrong.soundMillis()).isZero();
      send(caller, to, PCMU, 60, 60, 160);
      assertThat(machine.stopRecording().soundMillis()).isBetween(1100L, 1300L);
      assertComplete(sink);
    }
  }

  /** A telephone exchange after a hold: RFC 3550 A.1. */
  @ParameterizedTest
  @CsvSource({"300, 300", "1000, 0", "50, 50"})
  void streamThatBeginsAnew_isRecordedToItsEnd(int numbersBack, int timesBack) throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller)));
      send(caller, to, PCMU, 5000, 100, 160);
      send(caller, to, PCMU, 5100 - numbersBack, (5100L - timesBack) * 160, 100, 160);
      RecordingSummary recorded = machine.stopRecording();
      assertThat(recorded.soundMillis()).as("%s", recorded).isBetween(3900L, 4100L);
      assertThat(recorded.durationMillis()).as("%s", recorded).isBetween(3900L, 4300L);
      assertComplete(sink);
    }
  }

  @Test
  void keysAfterAChangeOfStream_areHeard() throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller)));
      key(caller, to, 1, 9000, 2_000_000_000L, 1);
      key(caller, to, 2, 10, 8000, 2);
      key(caller, to, 2, 30, 16_000, 3);
      // The same stream with times and numbers that begin anew.
      key(caller, to, 2, 64_000, 320, 11);
      for (char wanted : "123#".toCharArray()) {
        assertThat(heard.await("digit", 60)).isEqualTo("digit " + wanted);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ptime:100000, 160", "ptime:0, 160", "maxptime:1, 1280", "ptime:1, 8", "ptime:20, 0"})
  void packetLengthThatWasNotSaid_isRecordedAsItIs(String attribute, int samples) throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller), "a=" + attribute));
      int count = samples == 0 ? 50 : 16_000 / samples;
      send(caller, to, PCMU, 0, count, samples);
      // Whatever was made of it, the usual is understood afterwards.
      long begin = samples == 0 ? count * 160L : (long) count * samples;
      send(caller, to, PCMU, count, begin, 50, 160);
      RecordingSummary recorded = machine.stopRecording();
      long said = samples == 0 ? 1000 : 3000;
      assertThat(recorded.durationMillis()).as("%s", recorded).isBetween(said - 150, said + 150);
      assertComplete(sink);
    }
  }

  @Test
  void portZero_isNoCall() throws Exception {
    try (MessageSession machine = new MessageSession(MACHINE, heard)) {
      assertThatThrownBy(() -> machine.answer(offer("127.0.0.1", 0)))
          .isInstanceOf(UnacceptableOfferException.class);
    }
  }

  @Test
  void addressOfSomebodyElse_isNotSentToOnceTheCallerIsSeen() throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        DatagramChannel victim = socket("127.0.0.77");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.77", port(victim)));
      machine.play(Prompt.silence(60_000));
      send(caller, to, PCMU, 0, 50, 160);
      int before = received(victim);
      int mine = received(caller);
      send(caller, to, PCMU, 50, 50, 160);
      assertThat(received(victim)).as("after " + before).isZero();
      assertThat(received(caller) + mine).isGreaterThan(40);
      assertThat(machine.stopRecording().soundMillis()).isBetween(1900L, 2100L);
    }
  }

  @Test
  void callerThatIsLockedIn_cannotBeReplacedByAStranger() throws Exception {
    try (DatagramChannel caller = socket("127.0.0.1");
        DatagramChannel stranger = socket("127.0.0.78");
        MessageSession machine = new MessageSession(MACHINE, heard)) {
      machine.record(sink);
      InetSocketAddress to = answered(machine, offer("127.0.0.1", port(caller)));
      send(caller, to, PCMU, 0, 20, 160);
      send(stranger, to, PCMU, 20, 40, 160);
      assertThat(machine.stopRecording().soundMillis()).isBetween(350L, 450L);
    }
  }
}
