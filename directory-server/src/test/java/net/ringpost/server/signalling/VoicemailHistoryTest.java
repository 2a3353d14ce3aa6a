// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the call history is told of calls that voice mail answers. */
class VoicemailHistoryTest {
  private final MwiStage mwi = new MwiStage();
  private final Stage stage;
  private final Phone bert;

  VoicemailHistoryTest() {
    Stage.Settings settings = new Stage.Settings();
    settings.attendant = mwi;
    stage = new Stage(settings);
    mwi.on(stage);
    bert = stage.phone("bert");
  }

  @Test
  void voice_mail_that_answers_is_told_after_why_and_the_message_when_it_is_kept() {
    mwi.takes = true;
    bert.prove(bert.request("INVITE", "sip:1000@example.com", "c 1"));
    assertThat(stage.calls).contains("decided 480").endsWith("voicemail false");
    mwi.keeping.run();
    assertThat(stage.calls).endsWith("voicemail false", "voicemail true");
  }

  @Test
  void where_it_does_not_answer_nothing_is_told_of_it() {
    bert.prove(bert.request("INVITE", "sip:1000@example.com", "c 1"));
    bert.take("SIP/2.0 480");
    assertThat(stage.calls).endsWith("decided 480").doesNotContain("voicemail false");
  }
}
