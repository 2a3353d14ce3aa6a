// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedResponseTest {
  private static SipResponse parsed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    return (SipResponse) ((Parsed.Message) parsed).message();
  }

  private static List<String> lines(SipResponse response) {
    List<String> all = new ArrayList<>();
    response.headers().forEach(f -> all.add(f.toString()));
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIP/2.0 200 OK\r\nv : SIP/2.0/UDP a:5060;branch=z9hG4bK1\r\nSubject: folded\r\n  on: here"
            + "\r\nX-Other:\r\nContent-Length: 2\r\n\r\nhi",
        "SIP/2.0 486 \r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n",
        "SIP/2.0 699 어쩌면\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n"
      })
  void response_comes_out_as_it_was(String text) {
    SipResponse response = parsed(text);
    SipResponse again = PackedResponse.of(response).unpack();
    assertThat(MessageWriter.toBytes(again, Framing.DATAGRAM))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(text);
    assertThat(again.code()).isEqualTo(response.code());
    assertThat(again.reason()).isEqualTo(response.reason());
    assertThat(lines(again)).isEqualTo(lines(response));
  }

  @Test
  void equal_bytes_are_equal() {
    String text = "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    PackedResponse one = PackedResponse.of(parsed(text));
    assertThat(one)
        .isEqualTo(PackedResponse.of(parsed(text)))
        .hasSameHashCodeAs(PackedResponse.of(parsed(text)));
    assertThat(one).isNotEqualTo(PackedResponse.of(parsed(text.replace("1 O", "2 O"))));
  }
}
