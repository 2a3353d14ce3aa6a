// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCheckTest {
  private static final String HEAD =
      "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\na=group:BUNDLE a b\n";
  private static final String SECURE =
      HEAD
          + "m=audio 5000 UDP/TLS/RTP/SAVPF 111 0\na=mid:a\na=rtpmap:111 opus/48000/2\n"
          + "a=setup:actpass\na=fingerprint:sha-256 AA:BB\na=rtcp-mux\n"
          + "m=video 5002 UDP/TLS/RTP/SAVPF 96\na=mid:b\n";
  private static final String ANSWER =
      SECURE.replace("setup:actpass", "setup:active").replace("video 5002", "video 0");
  private static final String KEYED =
      HEAD
          + "m=audio 5000 RTP/SAVP 0\na=sendonly\n"
          + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:QUJD\n"
          + "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:QUJD\n";

  private static SessionDescription read(String text) {
    return assertInstanceOf(SdpResult.Description.class, SdpParser.parse(text), text).session();
  }

  private static String problems(String offer, String answer) {
    return AnswerCheck.problems(read(offer), read(answer)).toString();
  }

  @Test
  void fitting_answer_has_no_problems() {
    assertThat(problems(SECURE, ANSWER)).isEqualTo("[]");
    assertThat(problems(SECURE, ANSWER.replace("a=rtcp-mux\n", ""))).isEqualTo("[]");
    assertThat(problems(SECURE, ANSWER.replace("SAVPF 111 0", "SAVPF 0 8"))).isEqualTo("[]");
    assertThat(problems(SECURE, ANSWER.replace("BUNDLE a b", "BUNDLE a"))).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m=video 0 UDP/TLS/RTP/SAVPF 96\\na=mid:b\\n|``|the answer has 1 streams, the offer 2",
        "m=audio|m=text|'text' answers 'audio'",
        "5000 UDP/TLS/RTP/SAVPF|5000 UDP/TLS/RTP/SAVP|'UDP/TLS/RTP/SAVP' answers",
        "SAVPF 111 0|SAVPF 8|no format of the answer was offered",
        "111 opus/48000/2|111 speex/8000|format 111 means another codec",
        "setup:active|setup:actpass|setup:actpass answers setup:actpass",
        "setup:active|setup:holdconn|setup:holdconn answers setup:actpass",
        "a=fingerprint:sha-256 AA:BB\\n|``|there is no certificate fingerprint",
        "mid:a|mid:c|the mid differs",
        "BUNDLE a b|BUNDLE a x|group 'BUNDLE a x' was not offered",
      })
  void problem_is_named(String part, String instead, String reason) {
    String answer = ANSWER.replace(part.replace("\\n", "\n"), instead);
    assertThat(answer).isNotEqualTo(ANSWER);
    assertThat(problems(SECURE, answer)).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "active,passive,true",
    "passive,active,true",
    "active,active,false",
    "passive,passive,false",
    "active,holdconn,true",
    "holdconn,active,false",
    "holdconn,holdconn,true",
  })
  void dtls_roles_must_fit(String offered, String answered, boolean fits) {
    String offer = SECURE.replace("setup:actpass", "setup:" + offered);
    String answer = ANSWER.replace("setup:active", "setup:" + answered);
    assertThat(problems(offer, answer).equals("[]")).isEqualTo(fits);
  }

  @Test
  void what_was_not_offered_may_not_be_answered() {
    assertThat(problems(SECURE.replace("a=rtcp-mux\n", ""), ANSWER))
        .contains("rtcp-mux was not offered");
    assertThat(problems(SECURE.replace("audio 5000", "audio 0"), ANSWER))
        .contains("the stream was offered with port 0");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "recvonly,1 AES_CM_128_HMAC_SHA1_80,[]",
        "inactive,2 AES_CM_128_HMAC_SHA1_32,[]",
        "sendrecv,1 AES_CM_128_HMAC_SHA1_80,'sendrecv' answers 'sendonly'",
        "sendonly,1 AES_CM_128_HMAC_SHA1_80,'sendonly' answers 'sendonly'",
        "recvonly,2 AES_CM_128_HMAC_SHA1_80,crypto 2 AES_CM_128_HMAC_SHA1_80 was not offered",
        "recvonly,,exactly one of the offered keys",
      })
  void keys_and_direction_must_fit(String direction, String crypto, String result) {
    String line = crypto == null ? "" : "a=crypto:" + crypto + " inline:WFla\n";
    String answer = HEAD + "m=audio 6000 RTP/SAVP 0\na=" + direction + "\n" + line;
    assertThat(problems(KEYED, answer)).contains(result);
  }
}
