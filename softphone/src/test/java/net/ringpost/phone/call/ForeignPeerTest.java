// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A telephone and messages that others write, on a real socket; these are written by hand. */
class ForeignPeerTest {
  private static final String SUMMARY = "Content-Type: application/simple-message-summary";

  @TempDir Path folder;
  private TestServer server;
  private TestPhone bob;
  private DatagramSocket peer;
  private InetSocketAddress phone;
  private int branches;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(0, folder.resolve("tls"));
    server.account("bob", "secret b");
    ServerAddress address =
        new ServerAddress("127.0.0.1", server.port(TransportProtocol.UDP), TransportProtocol.UDP);
    PhoneSettings s = TestPhone.settings(address, "bob", "secret b", folder);
    bob =
        new TestPhone(
            new PhoneSettings(
                s.server(),
                s.signIn(),
                s.data(),
                s.bind(),
                () -> PhoneSettings.Plain.ALLOW,
                s.audioIn(),
                s.audioOut(),
                s.ring(),
                s.autoAnswerMillis(),
                s.expires(),
                s.videoIn(),
                s.codecs()));
    String seen = bob.await(PhoneEvent.Registered.class).address();
    int port = Integer.parseInt(seen.substring(seen.lastIndexOf(':') + 1));
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    phone = new InetSocketAddress(here, port);
    peer = new DatagramSocket(0, here);
    peer.setSoTimeout(60_000);
  }

  @AfterEach
  void stop() {
    peer.close();
    bob.close();
    server.close();
  }

  private void send(String method, int cseq, String to, String body, String... lines)
      throws IOException {
    String at = "127.0.0.1:" + peer.getLocalPort();
    String text =
        method
            + " sip:bob@127.0.0.1 SIP/2.0\n"
            + ("Via: SIP/2.0/UDP " + at + ";branch=z9hG4bKf" + ++branches + "\n")
            + "Max-Forwards: 70\nFrom: <sip:gw@example.org>;tag=g\n"
            + ("To: " + to + "\nCall-ID: foreign\nCSeq: " + cseq + " " + method + "\n")
            + ("Contact: <sip:gw@" + at + ">\n" + String.join("\n", lines))
            + ((lines.length == 0 ? "" : "\n") + "Content-Length: " + body.length() + "\n\n");
    byte[] bytes = (text.replace("\n", "\r\n") + body).getBytes(StandardCharsets.ISO_8859_1);
    peer.send(new DatagramPacket(bytes, bytes.length, phone));
  }

  /** The first final answer to this request; its repetitions and other messages are passed over. */
  private String answer(String method, int cseq) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
      peer.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      boolean last = text.startsWith("SIP/2.0 ") && !text.startsWith("SIP/2.0 1");
      if (last && header(text, "CSeq").equals(cseq + " " + method)) {
        return text;
      }
    }
  }

  private static String header(String message, String name) {
    Matcher m = Pattern.compile("(?im)^" + name + ": *([^\r]*)").matcher(message);
    assertThat(m.find()).as(name + " in " + message).isTrue();
    return m.group(1);
  }

  private static String sdp() {
    return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 40000 RTP/AVP 0
        """
        .replace("\n", "\r\n");
  }

  private static String parts() {
    return "--b\r\nContent-Type: application/isup;version=x\r\n"
        + "Content-Disposition: signal;handling=optional\r\n\r\n\1\2\3\r\n"
        + ("--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp() + "\r\n")
        + "--b\r\nContent-Type: application/pidf+xml\r\n\r\n<presence/>\r\n--b--\r\n";
  }

  /** RFC 5621 §4.2; RFC 3311 §5.1; RFC 3261 §11.2, §20.5. */
  @Test
  void call_with_a_description_among_others_and_what_is_asked_in_it() throws Exception {
    send("INVITE", 1, "<sip:bob@127.0.0.1>", parts(), "Content-Type: multipart/mixed;boundary=b");
    bob.await(PhoneEvent.Incoming.class);
    bob.telephone.answer();
    String ok = answer("INVITE", 1);
    assertThat(ok).startsWith("SIP/2.0 200").contains("m=audio ");
    String to = header(ok, "To");
    send("ACK", 1, to, "");
    bob.await(PhoneEvent.Answered.class);
    send("OPTIONS", 2, to, "");
    String able = answer("OPTIONS", 2);
    assertThat(able).startsWith("SIP/2.0 200");
    List<String> allowed = List.of(header(able, "Allow").split(", ", -1));
    assertThat(header(ok, "Allow")).isEqualTo(header(able, "Allow"));
    int cseq = 2;
    for (String method : List.of("MESSAGE", "SUBSCRIBE", "REFER", "INFO", "PRACK", "NOTIFY")) {
      send(method, ++cseq, to, "");
      assertThat(!answer(method, cseq).startsWith("SIP/2.0 405"))
          .as(method)
          .isEqualTo(allowed.contains(method));
    }
    send("UPDATE", ++cseq, to, "");
    assertThat(answer("UPDATE", cseq)).startsWith("SIP/2.0 200").doesNotContain("v=0");
    send("INVITE", ++cseq, to, "x", "Content-Type: text/plain");
    assertThat(header(answer("INVITE", cseq), "Accept")).contains("application/sdp");
    send("INVITE", ++cseq, to, parts(), "Content-Type: multipart/mixed;boundary=b");
    assertThat(answer("INVITE", cseq)).startsWith("SIP/2.0 200").contains("m=audio ");
    send("ACK", cseq, to, "");
    send("BYE", ++cseq, to, "");
    assertThat(answer("BYE", cseq)).startsWith("SIP/2.0 200");
    bob.await(PhoneEvent.Ended.class);
  }

  /** RFC 6665 §8.3.2, RFC 3261 §8.2.3. */
  @Test
  void notification_is_read_where_it_can_be() throws Exception {
    String bare = "<sip:bob@127.0.0.1>";
    send("NOTIFY", 1, bare, "x", "Event: presence", "Content-Type: application/pidf+xml");
    String bad = answer("NOTIFY", 1);
    assertThat(bad).startsWith("SIP/2.0 489");
    assertThat(header(bad, "Allow-Events")).isEqualTo("message-summary");
    send("NOTIFY", 2, bare, "x", "Event: message-summary", "Content-Type: text/html");
    String unknown = answer("NOTIFY", 2);
    assertThat(unknown).startsWith("SIP/2.0 415");
    assertThat(header(unknown, "Accept")).startsWith("application/simple-message-summary");
    String summary = "Messages-Waiting: yes\r\nVoice-Message: 3/4\r\n";
    send("NOTIFY", 3, bare, summary, "Event: message-summary", SUMMARY, "Content-Encoding: gzip");
    assertThat(header(answer("NOTIFY", 3), "Accept-Encoding")).isEqualTo("identity");
    String among =
        "--b\r\nContent-Type: text/html\r\n\r\n<p/>\r\n--b\r\n"
            + SUMMARY
            + "\r\n\r\n"
            + summary
            + "\r\n--b--\r\n";
    send("NOTIFY", 4, bare, among, "o: message-summary;id=1", "c: multipart/mixed; boundary=b");
    assertThat(answer("NOTIFY", 4)).startsWith("SIP/2.0 200");
    PhoneEvent.Messages messages = bob.await(PhoneEvent.Messages.class);
    assertThat(messages.unheard()).isEqualTo(3);
    assertThat(messages.heard()).isEqualTo(4);
  }

  /** RFC 6665 §4.1.3: the registration is looked after at once, not at the next refresh. */
  @Test
  void telephone_that_the_server_has_put_out_learns_it_at_once() throws Exception {
    server.account("bob", "another");
    String[] last = {"Event: message-summary", "Subscription-State: terminated;reason=rejected"};
    send("NOTIFY", 1, "<sip:bob@127.0.0.1>", "", last);
    assertThat(answer("NOTIFY", 1)).startsWith("SIP/2.0 200");
    PhoneEvent.RegistrationFailed failed = bob.await(PhoneEvent.RegistrationFailed.class);
    assertThat(failed.retry()).isZero();
    assertThat(failed.reason())
        .isEqualTo(
            "the server does not accept the ID and password any more: the password was changed, or"
                + " the account closed or disabled");
    bob.telephone.status();
    assertThat(bob.await(PhoneEvent.State.class).registered()).isFalse();
    bob.telephone.unregister();
    bob.await(PhoneEvent.NotRegistered.class);
    assertThat(bob.told()).noneMatch(PhoneEvent.Unregistered.class::isInstance);
    assertThat(bob.told()).noneMatch(PhoneEvent.UnregistrationFailed.class::isInstance);
  }

  @Test
  void telephone_whose_call_is_refused_for_its_password_learns_that_it_is_put_out()
      throws Exception {
    server.account("bob", "another");
    bob.telephone.dial("ann");
    // In any order: a call is over when its media are closed.
    for (int i = 0; i < 2; i++) {
      bob.await(
          PhoneEvent.class,
          e -> e instanceof PhoneEvent.Ended || e instanceof PhoneEvent.RegistrationFailed);
    }
    assertThat(bob.told())
        .contains(new PhoneEvent.Ended(1, "the server does not accept your ID and password", 407))
        .anyMatch(
            e -> e instanceof PhoneEvent.RegistrationFailed f && f.reason().contains("any more"));
  }

  @Test
  void telephone_that_is_put_out_but_still_accepted_stays_signed_in() throws Exception {
    String[] last = {"Event: message-summary", "Subscription-State: terminated;reason=rejected"};
    send("NOTIFY", 1, "<sip:bob@127.0.0.1>", "", last);
    bob.await(PhoneEvent.Registered.class);
    bob.telephone.status();
    assertThat(bob.await(PhoneEvent.State.class).registered()).isTrue();
  }
}
