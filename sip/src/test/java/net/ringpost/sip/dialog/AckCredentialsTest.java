// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 3261 §13.2.2.4: an ACK cannot be challenged, and has the credentials of its INVITE. */
class AckCredentialsTest implements UserAgentHandler, Paths, Authenticator {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.1");

  private final List<SipMessage> sent = new ArrayList<>();
  private int proofs;
  private final UserAgent agent =
      new UserAgent(
          new Identity(BOB, "Bob", "urn:uuid:1", "Test"),
          this,
          this,
          this,
          (m, f) -> sent.add(m),
          new SplittableRandom(1),
          Timers.RFC_3261);

  @Override
  public @Nullable SipRequest answer(SipRequest request, SipResponse challenge) {
    String proof = "Digest " + ++proofs;
    return request.withHeaders(
        request.headers().edit().set(HeaderName.PROXY_AUTHORIZATION, proof).build());
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return FLOW;
  }

  @Override
  public SipUri contact(Flow flow) {
    return BOB;
  }

  @Override
  public void onCall(IncomingCall call, long now) {}

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {}

  @Override
  public void onEnded(Call call, CallEnd end, long now) {}

  private SipRequest last(Method method) {
    return sent.stream()
        .filter(SipRequest.class::isInstance)
        .map(SipRequest.class::cast)
        .filter(r -> r.method().equals(method))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private void answer(Status status) {
    SipRequest invite = last(Method.INVITE);
    SipResponse response =
        SipResponse.to(invite, status, null, invite.toTag() == null ? "t" : null);
    agent.engine().receive(response, FLOW, 0);
  }

  private @Nullable String proofOfAck() {
    return last(Method.ACK).headers().first(HeaderName.PROXY_AUTHORIZATION);
  }

  @Test
  void ack_has_the_credentials_of_the_invite_that_was_answered() {
    OutgoingCall call = agent.call(SipUri.parse("sip:a@10.0.0.2"), Body.NONE, List.of(), this, 0);
    answer(Status.PROXY_AUTHENTICATION_REQUIRED);
    answer(Status.OK);
    assertThat(proofOfAck()).isEqualTo("Digest 1");
    call.reinvite(Body.sdp(new byte[] {1}), 0);
    answer(Status.OK);
    assertThat(proofOfAck()).as("a re-INVITE that nobody challenged").isNull();
    call.reinvite(Body.sdp(new byte[] {2}), 0);
    answer(Status.PROXY_AUTHENTICATION_REQUIRED);
    answer(Status.OK);
    assertThat(proofOfAck()).isEqualTo("Digest 2");
  }
}
