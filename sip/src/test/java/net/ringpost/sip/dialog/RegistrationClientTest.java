// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationClientTest implements UserAgentHandler, Paths, RegistrationHandler {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.2");

  private final List<SipMessage> sent = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final UserAgent agent =
      new UserAgent(
          new Identity(BOB, "Bob", "urn:uuid:1", "Test"),
          this,
          Authenticator.NONE,
          this,
          (m, f) -> sent.add(m),
          new SplittableRandom(1),
          Timers.RFC_3261);
  private final RegistrationClient client =
      new RegistrationClient(
          agent,
          SipUri.parse("sip:10.0.0.2"),
          new RegistrationSettings(3600, Fixtures.SECOND, 60 * Fixtures.SECOND),
          this);

  @Override
  public Flow toward(Uri nextHop) {
    return FLOW;
  }

  @Override
  public SipUri contact(Flow flow) {
    return SipUri.parse("sip:bob@10.0.0.1:5060");
  }

  @Override
  public void onCall(IncomingCall call, long now) {}

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {}

  @Override
  public void onEnded(Call call, CallEnd end, long now) {}

  @Override
  public void onRegistered(SipResponse response, long seconds, long now) {
    told.add("registered " + seconds);
  }

  @Override
  public void onOffline(String reason, long retryIn, long now) {
    told.add("offline " + reason);
  }

  @Override
  public void onRefused(RequestOutcome outcome, long now) {
    told.add("refused " + outcome.text());
  }

  @Override
  public void onLeft(long now) {
    told.add("left");
  }

  @Override
  public void onNotRegistered(long now) {
    told.add("not registered");
  }

  @Override
  public void onNotLeft(String reason, long now) {
    told.add("not left");
  }

  private SipRequest last() {
    return (SipRequest) sent.get(sent.size() - 1);
  }

  private void answered(int code, long now, String... lines) {
    SipResponse plain = Fixtures.answer(last(), code);
    HeaderEditor edit = plain.headers().edit();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      edit.append(HeaderField.of(HeaderName.of(parts[0]), parts[1]));
    }
    agent.engine().receive(plain.withHeaders(edit.build()), FLOW, now);
  }

  /** RFC 3261 §10.2.4: the answer lists all bindings; the others are of no interest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<sip:x y@192.0.2.9>;expires=9",
        "<sip:#1@192.0.2.9:70000>;expires=9",
        "x y z",
        "<sip:bob@@192.0.2.9>",
        "sip:bob@192.0.2.9?a=b",
      })
  void another_terminals_binding_that_cannot_be_read_is_passed_over(String other) {
    client.start(0);
    answered(200, 0, "Contact: " + other + ", <sip:bob@10.0.0.1:5060>;expires=77");
    assertThat(told).containsExactly("registered 77");
  }

  /** RFC 5626 §4.2: a registrar may write the address that it has seen. */
  @Test
  void own_binding_is_known_by_its_instance_too() {
    client.start(0);
    answered(
        200,
        0,
        "Contact: <sip:bob@192.0.2.9:1>;expires=5;+sip.instance=\"<urn:uuid:2>\"",
        "Contact: <sip:bob@192.0.2.9:2>;expires=66;+sip.instance=\"<urn:uuid:1>\"");
    assertThat(told).containsExactly("registered 66");
  }

  @Test
  void expiry_that_cannot_be_read_is_that_which_was_asked_for() {
    client.start(0);
    answered(200, 0, "Contact: *x*", "Expires: Thu, 01 Dec 1994 16:00:00 GMT");
    assertThat(told).containsExactly("registered 3600");
  }
}
