// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the parser and all that is done with what it reads. As an ordinary
 * test only the seeds run. To fuzz: {@code JAZZER_FUZZ=1 mvn -pl sip test
 * -Dtest=SdpFuzzTest#any_bytes}.
 */
class SdpFuzzTest {
  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
  private static final List<String> PARTS =
      List.of(
          "m=audio 50000 UDP/TLS/RTP/SAVPF 111 0 126\r\n",
          "m=audio 5/2 RTP/AVP 0 8\r\n",
          "m=video 0 RTP/AVP 96\r\n",
          "i=x\r\n",
          "c=IN IP6 2001:db8::1\r\n",
          "c=IN IP4 233.252.0.1/127/2\r\n",
          "b=AS:64\r\n",
          "a=group:BUNDLE 0 1\r\n",
          "a=candidate:1 1 UDP 2113937151 192.0.2.7 50000 typ host generation 0\r\n",
          "a=candidate:2 1 TCP 1 x.local 9 typ host tcptype active\r\n",
          "a=remote-candidates:1 192.0.2.3 45664\r\n",
          "a=fingerprint:sha-256 AA:BB\r\n",
          "a=setup:actpass\r\n",
          "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD|2^20|1:4\r\n",
          "a=rtpmap:111 opus/48000/2\r\n",
          "a=fmtp:111 minptime=10;useinbandfec=1\r\n",
          "a=rtcp:50001 IN IP4 0.0.0.0\r\n",
          "a=sendonly\r\n",
          "a=ssrc:1 cname:電\r\n",
          "a=ptime:20\r\n");

  static Stream<byte[]> seeds() {
    StringBuilder whole = new StringBuilder(HEAD);
    for (String part : PARTS) {
      if (!part.startsWith("i=") && !part.startsWith("c=") && !part.startsWith("b=")) {
        whole.append(part);
      }
    }
    return Stream.concat(
            Stream.of(whole.toString(), HEAD, ""), PARTS.stream().map(part -> HEAD + part))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes(byte[] bytes) {
    if (bytes != null) {
      SdpProperties.hold(bytes);
    }
  }

  @Test
  void shuffled_and_mutilated_lines_from_a_fixed_seed() {
    Random random = new Random(8866);
    int read = 0;
    for (int round = 0; round < 10_000; round++) {
      StringBuilder text = new StringBuilder(HEAD);
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, (char) random.nextInt(256));
        } else {
          text.deleteCharAt(at);
        }
      }
      read += SdpProperties.hold(text.toString().getBytes(UTF_8)) ? 1 : 0;
    }
    assertThat(read).isBetween(1000, 9_000);
  }
}
