// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.overload.OverloadControl;
import net.ringpost.sip.transport.SipTransport;
import org.junit.jupiter.api.Test;

/**
 * A message costs as much as hundreds of calls: none is taken while more comes than can be done.
 */
class OverloadVoicemailTest {
  private static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 40000 RTP/AVP 0
      """;

  private final SipTransport signalling = WholeServer.get().signalling();
  private int calls;

  /**
   * As if packets had waited for longer than a young server is given; once, as the longer it lasts
   * the fewer calls are let in.
   */
  private void overload() throws Exception {
    signalling
        .loop()
        .submit(
            () -> {
              OverloadControl control = signalling.overload();
              long now = System.nanoTime();
              if (control.shedding(now)) {
                return;
              }
              for (int ago = 5_050; ago > 0; ago--) {
                control.packets(false, now - TimeUnit.MILLISECONDS.toNanos(ago));
              }
              assertThat(control.shedding(now)).isTrue();
            })
        .get(10, TimeUnit.SECONDS);
  }

  /** What somebody of another domain is told in the end who calls a member without a telephone. */
  private String call(String number) throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(60_000);
      int port = socket.getLocalPort();
      int n = ++calls;
      String body = SDP.replace("\n", "\r\n");
      String head =
          """
          INVITE sip:%s@127.0.0.1 SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%d
          Max-Forwards: 70
          From: <sip:eve@example.org>;tag=1
          To: <sip:%s@127.0.0.1>
          Call-ID: overload%d
          CSeq: 1 INVITE
          Contact: <sip:eve@127.0.0.1:%d>
          Content-Type: application/sdp
          Content-Length: %d

          """
              .formatted(number, port, n, number, n, port, body.length());
      byte[] bytes = (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(bytes, bytes.length, signalling.bound(TransportProtocol.UDP)));
      DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
      do {
        socket.receive(answer);
      } while (text(answer).startsWith("SIP/2.0 1"));
      return text(answer).lines().findFirst().orElseThrow();
    }
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Test
  void no_message_is_taken_in_overload() throws Exception {
    WholeServer.get().signUp("overloaded");
    String number = WholeServer.get().account("overloaded").number();
    assertThat(call(number)).startsWith("SIP/2.0 200");
    String answer;
    do {
      overload();
      answer = call(number);
    } while (answer.startsWith("SIP/2.0 503") && calls < 500);
    assertThat(answer).startsWith("SIP/2.0 480");
  }
}
