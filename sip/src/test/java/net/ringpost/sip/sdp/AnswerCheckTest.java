// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.jspecify.annotations.Nullable;
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

  private static SessionDescription read(String text) {
    return assertInstanceOf(SdpResult.Description.class, SdpParser.parse(text), text).session();
  }

  private static @Nullable String problem(String offer, String answer) {
    return AnswerCheck.problem(read(offer), read(answer));
  }

  @Test
  void fitting_answer_has_no_problem() {
    assertThat(problem(SECURE, ANSWER)).isNull();
    assertThat(problem(SECURE, ANSWER.replace("a=rtcp-mux\n", ""))).isNull();
    assertThat(problem(SECURE, ANSWER.replace("SAVPF 111 0", "SAVPF 0 8"))).isNull();
    assertThat(problem(SECURE, ANSWER.replace("BUNDLE a b", "BUNDLE a"))).isNull();
    assertThat(problem(SECURE, ANSWER.replace("setup:active", "setup:passive"))).isNull();
    assertThat(problem(SECURE, ANSWER.replace("a=setup:active\n", ""))).isNull();
  }

  @Test
  void another_number_for_the_same_codec_fits() {
    String renumbered =
        ANSWER.replace("SAVPF 111 0", "SAVPF 96").replace("rtpmap:111", "rtpmap:96");

    assertThat(problem(SECURE, renumbered)).isNull();
  }

  @Test
  void what_can_be_done_without_is_not_judged() {
    assertThat(problem(SECURE, ANSWER.replace("mid:a", "mid:c"))).isNull();
    assertThat(problem(SECURE, ANSWER.replace("BUNDLE a b", "BUNDLE a x"))).isNull();
    assertThat(problem(SECURE.replace("a=rtcp-mux\n", ""), ANSWER)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m=video 0 UDP/TLS/RTP/SAVPF 96\\na=mid:b\\n|``|the answer has 1 m-lines, the offer 2",
        "m=audio|m=text|m-line 1 of the answer: 'text' answers 'audio'",
        "SAVPF 111 0|SAVPF 8|none of its formats was offered",
        "111 opus/48000/2|111 speex/8000|format 111 means another codec",
        "setup:active|setup:actpass|a=setup:actpass chooses no role",
      })
  void problem_is_named(String part, String instead, String reason) {
    String answer = ANSWER.replace(part.replace("\\n", "\n"), instead);
    assertThat(answer).isNotEqualTo(ANSWER);
    assertThat(problem(SECURE, answer)).contains(reason);
  }

  @Test
  void refused_offer_may_not_be_accepted() {
    assertThat(problem(SECURE.replace("audio 5000", "audio 0"), ANSWER))
        .contains("it was offered with port 0");
  }
}
