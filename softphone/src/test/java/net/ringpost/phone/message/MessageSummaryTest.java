// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class MessageSummaryTest {
  private static @Nullable MessageSummary parse(String... lines) {
    return MessageSummary.parse(
        (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void countsOfVoiceMessages_areRead() {
    assertThat(
            parse(
                "Messages-Waiting: yes",
                "Message-Account: sip:alice@vmail.example.com",
                "Voice-Message: 2/8 (0/2)"))
        .isEqualTo(new MessageSummary(2, 8));
  }

  @Test
  void names_areReadInAnyCase() {
    assertThat(parse("MESSAGES-WAITING: YES", "voice-message:\t3/0"))
        .isEqualTo(new MessageSummary(3, 0));
    assertThat(parse("messages-waiting: Yes")).isEqualTo(new MessageSummary(1, 0));
  }

  @Test
  void withoutCounts_yesIsOneMessageAndNoIsNone() {
    assertThat(parse("Messages-Waiting: yes")).isEqualTo(new MessageSummary(1, 0));
    assertThat(parse("Messages-Waiting: no")).isEqualTo(new MessageSummary(0, 0));
  }

  @Test
  void otherKindsOfMessages_areNotVoice() {
    assertThat(parse("Messages-Waiting: no", "Fax-Message: 4/8"))
        .isEqualTo(new MessageSummary(0, 0));
  }

  @Test
  void whatIsNoSummary_isNone() {
    assertThat(parse("Hello: yes")).isNull();
    assertThat(parse("Messages-Waiting: perhaps")).isNull();
    assertThat(parse("Messages-Waiting: maybe", "Voice-Message: 99999999999/1")).isNull();
    assertThat(parse("")).isNull();
  }
}
