// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Uri;
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

  private static boolean withdrawn(String state) {
    Headers headers = Headers.create().append(HeaderName.SUBSCRIPTION_STATE, state).build();
    return MessageSummary.isWithdrawn(
        SipRequest.of(Method.NOTIFY, Uri.parse("sip:a@b"), headers, new byte[0]));
  }

  /** RFC 6665 §4.1.3. */
  @Test
  void withdrawn_isWhatTheMemberHasToProveAnewFor() {
    assertThat(withdrawn("terminated;reason=rejected")).isTrue();
    assertThat(withdrawn("Terminated ; retry-after=5;reason=DEACTIVATED")).isTrue();
    assertThat(withdrawn("terminated;reason=timeout")).isFalse();
    assertThat(withdrawn("terminated")).isFalse();
    assertThat(withdrawn("active;reason=rejected")).isFalse();
    assertThat(withdrawn("terminated;reason=rejectedly")).isFalse();
  }
}
