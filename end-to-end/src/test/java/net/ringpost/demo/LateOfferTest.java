// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.RecordedSource;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.MediaSession;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway calls voice mail without an offer (RFC 3261 §13.2.1): the server's 2xx has it, the ACK
 * has the answer. Its messages are written here by hand, its media are ours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateOfferTest {
  private static final String PASSWORD = "one-password-for-all";
  private static final int FRAMES_PER_SECOND = 50;

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("cy", PASSWORD, "1001", "Cy");
    server.signUp("di", PASSWORD, "1002", "Di");
    server.signUp("ed", PASSWORD, "1003", "Ed");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void server_offers_and_takes_the_answer_in_the_ack() throws Exception {
    short[] said = WavFile.read(Talk.message("sentence-a.wav", folder));
    AtomicInteger frames = new AtomicInteger();
    RecordedSource speech = new RecordedSource(said, false);
    InetAddress here = InetAddress.getLoopbackAddress();
    MediaSettings settings =
        MediaSettings.of(
                frame -> {
                  speech.read(frame);
                  frames.incrementAndGet();
                },
                frame -> {})
            .withAddresses(List.of(here))
            .withEncryption(EncryptionPolicy.PLAIN_ALLOWED);
    try (Gateway gateway = new Gateway("1001");
        MediaSession media = new MediaSession(settings, event -> {})) {
      String ok = gateway.invite(1);
      assertThat(ok).contains(" RTP/AVP ");
      gateway.send("ACK", 1, media.answer(description(ok)));
      spoken(frames, said.length / 2);
      // Once more in the middle, as those do who control calls for others.
      String again = gateway.invite(2);
      gateway.send("ACK", 2, media.answer(description(again)));
      spoken(frames, said.length);
      gateway.send("BYE", 3, null);
      assertThat(gateway.line.answer()).startsWith("SIP/2.0 200");
    }
    StoredMessage message = StoredMessage.newest(server, "cy", PASSWORD, 1, folder);
    assertThat(message.facts().path("from").asString()).isEqualTo("sip:gateway@example.org");
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), message.sound());
    assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
  }

  @Test
  void ack_without_an_answer_ends_the_call() throws Exception {
    try (Gateway gateway = new Gateway("1002")) {
      assertThat(gateway.invite(1)).startsWith("SIP/2.0 200");
      gateway.send("ACK", 1, null);
      assertThat(gateway.line.read(5000)).startsWith("BYE ");
    }
  }

  /** RFC 5621 §4.2, RFC 3311 §5.1, RFC 3261 §11.2, §20.5. */
  @Test
  void offer_among_other_parts_is_answered_and_allow_is_the_truth() throws Exception {
    String sdp =
        """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 40000 RTP/AVP 0
        """
            .replace("\n", "\r\n");
    String parts =
        "--b\r\nContent-Type: application/isup;version=x\r\n\r\n\1\2\r\n--b\r\n"
            + ("Content-Type: application/sdp\r\n\r\n" + sdp + "\r\n--b--\r\n");
    try (Gateway gateway = new Gateway("1003")) {
      gateway.send("INVITE", 1, "application/isup", "x");
      String refused = gateway.line.answer();
      assertThat(refused).startsWith("SIP/2.0 415");
      assertThat(gateway.header(refused, "Accept")).contains("application/sdp");
      gateway.acknowledgeRefusal(1);
      gateway.send("INVITE", 2, "multipart/mixed;boundary=b", parts);
      String ok = gateway.taken();
      assertThat(ok).contains("m=audio ");
      gateway.send("ACK", 2, null);
      List<String> allowed = List.of(gateway.header(ok, "Allow").split(", ", -1));
      int cseq = 2;
      for (String method :
          List.of("OPTIONS", "UPDATE", "MESSAGE", "NOTIFY", "REFER", "INFO", "PRACK", "BYE")) {
        gateway.send(method, ++cseq, null);
        String answer = gateway.line.answer();
        assertThat(answer).doesNotContain("m=audio ");
        assertThat(answer.startsWith("SIP/2.0 200")).as(method).isEqualTo(allowed.contains(method));
      }
    }
  }

  private static void spoken(AtomicInteger frames, int samples) {
    int wanted = samples / (48_000 / FRAMES_PER_SECOND);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(frames.get()).as("frames").isGreaterThanOrEqualTo(wanted));
  }

  private static SessionDescription description(String message) {
    String body = message.substring(message.indexOf("\r\n\r\n") + 4);
    SdpResult parsed = SdpParser.parse(body.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).as(message).isInstanceOf(SdpResult.Description.class);
    return ((SdpResult.Description) parsed).session();
  }

  private final class Gateway implements AutoCloseable {
    final SipLine line;
    private final InetSocketAddress own;
    private final String number;
    private String remote;
    private String target;
    private int branches;

    Gateway(String number) throws IOException {
      this.number = number;
      InetAddress here = InetAddress.getLoopbackAddress();
      this.own = new InetSocketAddress(here, Integer.parseInt(Sipp.freePort()));
      this.line = SipLine.udp(own, new InetSocketAddress(here, server.sipPort()));
      this.target = "sip:" + number + "@127.0.0.1:" + server.sipPort();
      this.remote = "<" + target + ">";
    }

    /** Invites without an offer; the 200. */
    String invite(int cseq) throws IOException {
      send("INVITE", cseq, null);
      return taken();
    }

    /** The 200 to the INVITE, which makes the dialog. */
    String taken() throws IOException {
      String ok = line.answer();
      assertThat(ok).startsWith("SIP/2.0 200");
      remote = header(ok, "To");
      target = header(ok, "Contact").replaceAll("^.*<|>.*$", "");
      return ok;
    }

    /** RFC 3261 §17.1.1.3: by the INVITE's own branch. */
    void acknowledgeRefusal(int cseq) throws IOException {
      branches--;
      send("ACK", cseq, null);
    }

    private String header(String message, String name) {
      Matcher m = Pattern.compile("(?im)^" + name + ": *([^\r]*)").matcher(message);
      assertThat(m.find()).as(name + " in " + message).isTrue();
      return m.group(1);
    }

    void send(String method, int cseq, @Nullable SessionDescription body) throws IOException {
      byte[] sdp = body == null ? new byte[0] : body.toBytes();
      send(method, cseq, body == null ? null : "application/sdp", sdp);
    }

    void send(String method, int cseq, String type, String body) throws IOException {
      send(method, cseq, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private void send(String method, int cseq, @Nullable String type, byte[] body)
        throws IOException {
      String at = "127.0.0.1:" + own.getPort();
      String head =
          String.join(
              "\r\n",
              method + " " + target + " SIP/2.0",
              "Via: SIP/2.0/UDP " + at + ";branch=z9hG4bKlate" + number + "-" + ++branches,
              "Max-Forwards: 70",
              "From: <sip:gateway@example.org>;tag=g" + number,
              "To: " + remote,
              "Call-ID: late-" + number,
              "CSeq: " + cseq + " " + method,
              "Contact: <sip:gateway@" + at + ">",
              type == null ? "Supported: replaces" : "Content-Type: " + type,
              "Content-Length: " + body.length,
              "",
              "");
      byte[] start = head.getBytes(StandardCharsets.UTF_8);
      byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
      System.arraycopy(body, 0, all, start.length, body.length);
      line.send(all);
    }

    @Override
    public void close() throws IOException {
      line.close();
    }
  }
}
