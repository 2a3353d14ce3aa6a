// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What terminals learn at their registration. */
class RegistrationHeadersTest {
  private final Stage stage = Stage.open();

  private String registered(String who) {
    Phone phone = stage.phone(who);
    phone.prove(
        phone.request("REGISTER", "sip:example.com", "r1 1", "Contact: <" + phone.contact() + ">"));
    return phone.take("SIP/2.0 200");
  }

  @Test
  void number_is_told_to_who_signs_in_by_id() {
    assertThat(Phone.header(registered("bert"), "P-Associated-URI"))
        .as("RFC 7315 §4.1")
        .isEqualTo("<sip:1001@example.com>");
    assertThat(Phone.header(registered("carl"), "P-Associated-URI"))
        .isEqualTo("<sip:+49%20(30)%20123@example.com>");
  }

  @Test
  void site_is_told_as_soon_as_it_listens() {
    assertThat(Phone.has(registered("bert"), "Call-Info")).isFalse();
    stage.introduction.siteAt(null, 8099);
    assertThat(Phone.header(registered("anna"), "Call-Info"))
        .isEqualTo("<http://example.com:8099/>;purpose=ringpost-site");
    stage.introduction.siteAt("https://tel.example.org/", 8099);
    assertThat(Phone.header(registered("carl"), "Call-Info"))
        .isEqualTo("<https://tel.example.org/>;purpose=ringpost-site");
  }
}
