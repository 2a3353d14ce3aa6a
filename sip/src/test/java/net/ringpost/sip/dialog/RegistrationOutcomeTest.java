// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.Fixtures.SECOND;
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
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registrar answers, and what its telephone makes of it; in virtual time. */
class RegistrationOutcomeTest implements RegistrationHandler, Paths {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.1");
  private static final HeaderField CHALLENGE =
      HeaderField.of(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"r\", nonce=\"n\"");

  private final List<SipMessage> sent = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final UserAgent agent =
      new UserAgent(
          new Identity(BOB, "Bob", "urn:uuid:1", "Test"),
          this,
          new Once(),
          new Silent(),
          (m, f) -> sent.add(m),
          new SplittableRandom(1),
          Timers.RFC_3261);
  private final RegistrationClient client =
      new RegistrationClient(
          agent,
          SipUri.parse("sip:10.0.0.2"),
          new RegistrationSettings(600, SECOND, 60 * SECOND),
          this);

  /** Answers one challenge; a second one refuses that. */
  private static final class Once implements Authenticator {
    @Override
    public @Nullable SipRequest answer(SipRequest request, SipResponse challenge) {
      HeaderEditor edit = request.headers().edit();
      return refused(request, challenge)
          ? null
          : request.withHeaders(edit.append(HeaderName.AUTHORIZATION, "Digest x").build());
    }

    @Override
    public boolean refused(SipRequest request, SipResponse challenge) {
      return request.headers().has(HeaderName.AUTHORIZATION);
    }
  }

  private static final class Silent implements UserAgentHandler {
    @Override
    public void onCall(IncomingCall call, long now) {}

    @Override
    public void onAnswered(Call call, SipMessage message, long now) {}

    @Override
    public void onEnded(Call call, CallEnd end, long now) {}
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return FLOW;
  }

  @Override
  public SipUri contact(Flow flow) {
    return SipUri.parse("sip:bob@10.0.0.1:5060");
  }

  @Override
  public void onRegistered(SipResponse response, long seconds, long now) {
    told.add("registered " + seconds);
  }

  @Override
  public void onOffline(String reason, long retryIn, long now) {
    told.add("offline " + retryIn / SECOND);
  }

  @Override
  public void onRefused(RequestOutcome outcome, long now) {
    told.add("refused");
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
    told.add("not left: " + reason);
  }

  private SipRequest asked() {
    return (SipRequest) sent.getLast();
  }

  private void answer(int code, HeaderField... extra) {
    SipResponse plain = SipResponse.to(asked(), Status.of(code), null, "t");
    HeaderEditor edit = plain.headers().edit();
    for (HeaderField f : extra) {
      edit.append(f);
    }
    agent.engine().receive(plain.withHeaders(edit.build()), FLOW, 0);
  }

  private static HeaderField contact(String value) {
    return HeaderField.of(HeaderName.CONTACT, value);
  }

  @ParameterizedTest
  @CsvSource({"403", "404", "407", "401", "400", "480", "500", "503", "600", "606"})
  void without_credentials_nothing_is_final(int code) {
    client.start(0);
    answer(code);
    if (code == 401 || code == 407) {
      answer(503);
    }
    assertThat(told).containsExactly("offline 0");
    assertThat(client.state()).isInstanceOf(Registration.Waiting.class);
    agent.engine().tick(SECOND);
    assertThat(asked().cseq().number()).as("it comes back").isGreaterThan(1);
  }

  @Test
  void refused_fresh_credentials_are_final() {
    client.start(0);
    answer(401, CHALLENGE);
    answer(401, CHALLENGE);
    assertThat(told).containsExactly("refused");
    assertThat(client.state()).isInstanceOf(Registration.Refused.class);
  }

  @Test
  void forbidden_is_final_after_credentials_only_and_not_with_a_time_to_retry() {
    client.start(0);
    answer(401, CHALLENGE);
    answer(403, HeaderField.of(HeaderName.RETRY_AFTER, "40 (busy)"));
    assertThat(told).containsExactly("offline 40");
    client.start(0);
    answer(401, CHALLENGE);
    answer(404);
    client.start(0);
    answer(401, CHALLENGE);
    answer(403);
    assertThat(told).hasSize(3).last().as("RFC 3261 §21.4.4").isEqualTo("refused");
  }

  @ParameterizedTest
  @CsvSource({"7,7", "299;duration=5,299", "301,300", "99999999999999999999,300", "soon,0"})
  void retry_after_is_heeded_up_to_five_minutes(String value, String seconds) {
    client.start(0);
    answer(503, HeaderField.of(HeaderName.RETRY_AFTER, value));
    assertThat(told).as("RFC 3261 §20.33").containsExactly("offline " + seconds);
  }

  @Test
  void leaving_is_what_the_server_makes_of_it() {
    client.start(0);
    answer(200);
    client.stop(0);
    assertThat(asked().headers().first(HeaderName.EXPIRES)).isEqualTo("0");
    answer(200, contact("<sip:bob@10.0.0.1:5060>;expires=590"));
    client.stop(0);
    answer(503);
    client.stop(0);
    answer(200, contact("<sip:bob@10.0.0.9>;expires=99"), HeaderField.of(HeaderName.EXPIRES, "9"));
    assertThat(told)
        .containsExactly(
            "registered 600",
            "not left: the server keeps the registration for 590 s",
            "not left: 503 Service Unavailable",
            "left");
  }

  @Test
  void what_is_wanted_meanwhile_waits_for_the_answer() {
    client.start(0);
    client.addressChanged(0);
    client.stop(0);
    assertThat(sent).as("RFC 3261 §10.2").hasSize(1);
    answer(200);
    assertThat(asked().headers().first(HeaderName.EXPIRES)).isEqualTo("0");
    client.start(0);
    assertThat(sent).as("RFC 3261 §10.2").hasSize(2);
    answer(200);
    assertThat(asked().headers().first(HeaderName.EXPIRES)).isEqualTo("600");
    answer(200);
    assertThat(told).containsExactly("registered 600");
  }

  @Test
  void redirection_is_not_followed_and_told_with_where_to() {
    client.start(0);
    answer(302, contact("<sip:192.0.2.77:5070>"));
    assertThat(told).containsExactly("offline 0");
    assertThat(sent).as("nobody else is given a proof of the password").hasSize(1);
    assertThat(new RequestOutcome.Answered(moved()).text())
        .isEqualTo("302 Moved Temporarily: ask at sip:192.0.2.77:5070");
  }

  private SipResponse moved() {
    SipResponse plain = SipResponse.to(asked(), Status.of(302), null, "t");
    return plain.withHeaders(
        plain.headers().edit().append(contact("<sip:192.0.2.77:5070>")).build());
  }
}
