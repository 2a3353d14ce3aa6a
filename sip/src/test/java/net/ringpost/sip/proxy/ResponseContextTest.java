// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static net.ringpost.sip.transaction.Timers.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.ResponseContext.Action;
import net.ringpost.sip.proxy.ResponseContext.CallerCancelled;
import net.ringpost.sip.proxy.ResponseContext.Cancel;
import net.ringpost.sip.proxy.ResponseContext.Conclude;
import net.ringpost.sip.proxy.ResponseContext.Event;
import net.ringpost.sip.proxy.ResponseContext.Forward;
import net.ringpost.sip.proxy.ResponseContext.NoAnswer;
import net.ringpost.sip.proxy.ResponseContext.Received;
import net.ringpost.sip.proxy.ResponseContext.State;
import net.ringpost.sip.proxy.ResponseContext.TimePassed;
import net.ringpost.sip.proxy.ResponseContext.TimedOut;
import net.ringpost.sip.proxy.ResponseContext.Unreachable;
import net.ringpost.sip.proxy.ResponseContext.Why;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class ResponseContextTest {
  private static final long C = 181 * Fixtures.SECOND;

  private final SipRequest invite = Fixtures.invite();
  private State state = ResponseContext.start(3, 0, C);

  private List<Action> on(Event event, long now) {
    Step<ResponseContext.State, ResponseContext.Action> step =
        ResponseContext.on(state, event, now, C);
    state = step.next();
    return step.actions();
  }

  private SipResponse response(int code) {
    return Fixtures.answer(invite, code);
  }

  private List<Action> got(int branch, int code) {
    return on(new Received(branch, response(code)), 0);
  }

  private static Conclude local(Status status) {
    return new Conclude(new FinalResponse.Local(status));
  }

  @Test
  void provisional_responses_go_through_but_100() {
    SipResponse ringing = response(180);
    assertThat(got(0, 100)).as("RFC 3261 §16.7 step 5").isEmpty();
    assertThat(on(new Received(0, ringing), 0)).containsExactly(new Forward(ringing));
  }

  @Test
  void accepted_goes_through_at_once_and_cancels_the_others() {
    got(0, 486);
    SipResponse ok = response(200);
    assertThat(on(new Received(1, ok), 0))
        .as("RFC 3261 §16.7 steps 5 and 10")
        .containsExactly(new Forward(ok), new Cancel(2, Why.ANSWERED_ELSEWHERE));
    SipResponse late = response(200);
    assertThat(on(new Received(2, late), 0))
        .as("RFC 3261 §16.7 step 5: every 2xx")
        .containsExactly(new Forward(late));
    assertThat(got(2, 180)).isEmpty();
    assertThat(got(2, 487)).isEmpty();
    assertThat(ResponseContext.deadline(state)).isEqualTo(NEVER);
  }

  @Test
  void refusals_wait_for_each_other_and_the_best_is_told() {
    SipResponse busy = response(486);
    assertThat(got(0, 404)).isEmpty();
    assertThat(on(new Received(1, busy), 0)).isEmpty();
    assertThat(on(new TimedOut(2), 0))
        .as("RFC 3261 §16.7 step 6")
        .containsExactly(new Conclude(new FinalResponse.Relay(busy)));
  }

  @Test
  void declined_for_all_cancels_the_others_and_waits_for_them() {
    SipResponse decline = response(603);
    assertThat(on(new Received(1, decline), 0))
        .as("RFC 3261 §16.7 step 5")
        .containsExactly(
            new Cancel(0, Why.DECLINED_ELSEWHERE), new Cancel(2, Why.DECLINED_ELSEWHERE));
    assertThat(got(0, 487)).isEmpty();
    assertThat(got(2, 487)).containsExactly(new Conclude(new FinalResponse.Relay(decline)));
  }

  @Test
  void accepted_wins_over_declined_for_all() {
    got(1, 603);
    SipResponse ok = response(200);
    assertThat(on(new Received(0, ok), 0)).containsExactly(new Forward(ok));
    assertThat(got(2, 487)).isEmpty();
  }

  @Test
  void caller_that_gives_up_is_told_487_unless_somebody_answered() {
    got(0, 486);
    assertThat(on(new CallerCancelled(), 0))
        .as("RFC 3261 §16.10")
        .containsExactly(new Cancel(1, Why.CALLER_GAVE_UP), new Cancel(2, Why.CALLER_GAVE_UP));
    assertThat(on(new CallerCancelled(), 0)).isEmpty();
    assertThat(got(1, 180)).isEmpty();
    assertThat(got(1, 487)).isEmpty();
    assertThat(on(new TimedOut(2), 0)).containsExactly(local(Status.REQUEST_TERMINATED));
  }

  @Test
  void answer_that_crosses_the_cancel_goes_through() {
    on(new CallerCancelled(), 0);
    SipResponse ok = response(200);
    assertThat(on(new Received(1, ok), 0)).containsExactly(new Forward(ok));
  }

  @Test
  void timer_c_is_restarted_by_ringing_and_cancels_in_the_end() {
    long later = 100 * Fixtures.SECOND;
    assertThat(ResponseContext.deadline(state)).isEqualTo(C);
    on(new Received(0, response(100)), later);
    on(new Received(1, response(180)), later);
    assertThat(on(new TimePassed(), C))
        .as("RFC 3261 §16.8; 100 does not count (§16.7 step 2)")
        .containsExactly(new Cancel(0, Why.TOOK_TOO_LONG), new Cancel(2, Why.TOOK_TOO_LONG));
    assertThat(ResponseContext.deadline(state)).isEqualTo(C + ResponseContext.LAST_WORD);
    got(0, 487);
    on(new TimedOut(2), C);
    assertThat(on(new TimePassed(), later + C)).containsExactly(new Cancel(1, Why.TOOK_TOO_LONG));
    assertThat(got(1, 487)).as("counts as 408").containsExactly(local(Status.REQUEST_TIMEOUT));
  }

  @Test
  void ringing_long_enough_cancels_all_and_waits_a_moment_for_their_last_word() {
    got(0, 180);
    got(1, 486);
    assertThat(on(new NoAnswer(), 5))
        .containsExactly(new Cancel(0, Why.TOOK_TOO_LONG), new Cancel(2, Why.TOOK_TOO_LONG));
    assertThat(got(0, 487)).isEmpty();
    long end = 5 + ResponseContext.LAST_WORD;
    assertThat(ResponseContext.deadline(state)).isEqualTo(end);
    assertThat(on(new TimePassed(), end))
        .as("486 says more than 408")
        .singleElement()
        .satisfies(
            a -> assertThat(((Conclude) a).conclusion().status()).isEqualTo(Status.BUSY_HERE));
  }

  @Test
  void answer_that_crosses_the_end_of_patience_goes_through() {
    on(new NoAnswer(), 0);
    SipResponse ok = response(200);
    assertThat(on(new Received(1, ok), 0)).containsExactly(new Forward(ok));
  }

  @Test
  void terminals_that_are_gone_make_the_member_unavailable() {
    on(new Unreachable(0), 0);
    on(new Unreachable(1), 0);
    assertThat(on(new Unreachable(2), 0)).containsExactly(local(Status.TEMPORARILY_UNAVAILABLE));
  }

  @Test
  void service_unavailable_is_not_passed_on() {
    on(new Unreachable(0), 0);
    state = ResponseContext.start(1, 0, C);
    assertThat(got(0, 503))
        .as("RFC 3261 §16.7 step 6")
        .containsExactly(local(Status.SERVER_INTERNAL_ERROR));
  }

  @Test
  void challenges_are_gathered() {
    SipResponse first = challenge(401, HeaderName.WWW_AUTHENTICATE, "Digest realm=\"one\"");
    SipResponse second = challenge(407, HeaderName.PROXY_AUTHENTICATE, "Digest realm=\"two\"");
    on(new Received(0, first), 0);
    on(new Received(1, second), 0);
    List<Action> actions = got(2, 404);
    assertThat(actions).hasSize(1);
    Conclude c = (Conclude) actions.get(0);
    SipResponse told = ((FinalResponse.Relay) c.conclusion()).response();
    assertThat(told.code()).isEqualTo(401);
    assertThat(told.headers().values(HeaderName.WWW_AUTHENTICATE)).hasSize(1);
    assertThat(told.headers().values(HeaderName.PROXY_AUTHENTICATE))
        .as("RFC 3261 §16.7 step 7")
        .hasSize(1);
  }

  private SipResponse challenge(int code, HeaderName name, String value) {
    SipResponse r = response(code);
    HeaderEditor edit = r.headers().edit().append(name, value);
    return r.withHeaders(edit.build());
  }

  @Test
  void ranks_follow_what_helps_the_caller_most() {
    int[] bestFirst = {603, 302, 401, 484, 486, 480, 404, 408, 487, 430, 500, 503};
    for (int i = 0; i + 1 < bestFirst.length; i++) {
      state = ResponseContext.start(2, 0, C);
      got(0, bestFirst[i + 1]);
      List<Action> actions = got(1, bestFirst[i]);
      Conclude c = (Conclude) actions.get(actions.size() - 1);
      int told = bestFirst[i] == 430 ? 480 : bestFirst[i];
      assertThat(c.conclusion().status().code())
          .as("%d before %d", bestFirst[i], bestFirst[i + 1])
          .isEqualTo(told);
    }
  }
}
