// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A password that was changed is of no more use to the telephones that had the old one. */
class PasswordChangeTest {
  private static final String CALL = "sip:1000@example.com";

  private final MwiStage mwi = new MwiStage();
  private final Stage.Settings settings = new Stage.Settings();
  private final Stage stage;
  private final Phone anna;
  private final Phone bert;

  PasswordChangeTest() {
    settings.attendant = mwi;
    stage = new Stage(settings);
    mwi.on(stage);
    anna = stage.phone("anna");
    bert = stage.phone("bert");
  }

  private String register(Phone phone, String dialog) {
    return phone.request(
        "REGISTER", "sip:example.com", dialog, "Contact: <" + phone.contact() + ">");
  }

  @Test
  void telephones_with_the_old_one_do_not_ring() {
    anna.register();
    stage.password("anna", "another");
    takeLastNotice();
    stage.store();
    assertThat(stage.signedOut).containsExactly(true);
    bert.prove(bert.request("INVITE", CALL, "c 1"));
    bert.take("SIP/2.0 480");
    anna.nothing();
  }

  /** RFC 6665 §4.1.3: so that a telephone finds out before its next refresh. */
  private void takeLastNotice() {
    String notice = anna.take("NOTIFY " + anna.contact());
    assertThat(Phone.header(notice, "Subscription-State")).isEqualTo("terminated;reason=rejected");
    assertThat(Phone.header(notice, "Event")).isEqualTo("message-summary");
    assertThat(Phone.header(notice, "Content-Length")).isEqualTo("0");
    anna.answer(notice, "200 OK");
  }

  @Test
  void refresh_fails_even_with_a_nonce_from_before() {
    String challenge = anna.ask(register(anna, "r 1"));
    stage.password("anna", "another");
    anna.send(Phone.proven(register(anna, "r 1"), challenge, "anna", "pwanna", "SHA-256"));
    stage.store();
    anna.take("SIP/2.0 401");
    anna.prove(register(anna, "r2 1"), "anna", "another", "SHA-256");
    anna.take("SIP/2.0 200");
    assertThat(stage.location.size()).isEqualTo(1);
  }

  @Test
  void registration_under_way_is_not_there_afterwards() {
    String challenge = anna.ask(register(anna, "r 1"));
    stage.slow = "anna";
    anna.send(Phone.proven(register(anna, "r 1"), challenge, "anna", "pwanna", "SHA-256"));
    stage.password("anna", "another");
    stage.lookUp();
    stage.store();
    anna.take("SIP/2.0 401");
    assertThat(stage.location.size()).isZero();
  }

  @Test
  void subscription_ends_and_tells_nothing_more() {
    anna.prove(
        anna.request("SUBSCRIBE", CALL, "s 1", "Event: message-summary"), "anna", "pwanna", "MD5");
    anna.take("SIP/2.0 200");
    anna.answer(anna.take("NOTIFY"), "200 OK");
    stage.password("anna", "another");
    String last = anna.take("NOTIFY");
    assertThat(Phone.header(last, "Subscription-State")).isEqualTo("terminated;reason=rejected");
    assertThat(last).doesNotContain("Voice-Message");
    anna.answer(last, "200 OK");
    assertThat(mwi.mwi().subscriptions()).isZero();
    stage.idle();
  }
}
