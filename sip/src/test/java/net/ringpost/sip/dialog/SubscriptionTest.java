// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.Fixtures.MS;
import static net.ringpost.sip.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.dialog.Subscription.Action;
import net.ringpost.sip.dialog.Subscription.Changed;
import net.ringpost.sip.dialog.Subscription.Event;
import net.ringpost.sip.dialog.Subscription.Failed;
import net.ringpost.sip.dialog.Subscription.Forget;
import net.ringpost.sip.dialog.Subscription.Idle;
import net.ringpost.sip.dialog.Subscription.LastTold;
import net.ringpost.sip.dialog.Subscription.Leaving;
import net.ringpost.sip.dialog.Subscription.Notify;
import net.ringpost.sip.dialog.Subscription.Over;
import net.ringpost.sip.dialog.Subscription.Postponed;
import net.ringpost.sip.dialog.Subscription.Reason;
import net.ringpost.sip.dialog.Subscription.State;
import net.ringpost.sip.dialog.Subscription.Subscribed;
import net.ringpost.sip.dialog.Subscription.Telling;
import net.ringpost.sip.dialog.Subscription.TellingMore;
import net.ringpost.sip.dialog.Subscription.TimePassed;
import net.ringpost.sip.dialog.Subscription.Told;
import net.ringpost.sip.dialog.Subscription.Withdrawn;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final long NOW = 100 * SECOND;
  private static final long END = NOW + 600 * SECOND;
  private static final String TIMEOUT = "terminated;reason=timeout";
  private static final SipRequest SUBSCRIBE = Fixtures.request("SUBSCRIBE");

  /** Before any NOTIFY, and after one and two of them. */
  private static final Dialog FRESH = Dialog.ofCallee(SUBSCRIBE, "b");

  private static final Dialog ONE = FRESH.advanced();
  private static final Dialog TWO = ONE.advanced();

  private static void check(
      String section, State from, Event event, long at, State to, Action... actions) {
    Step<Subscription.State, Subscription.Action> step = Subscription.on(from, event, at);
    assertThat(step.next()).as("next state, RFC %s", section).isEqualTo(to);
    assertThat(step.actions()).as("actions, RFC %s", section).containsExactly(actions);
  }

  @Test
  void subscriber_is_told_at_once() {
    Step<Subscription.State, Subscription.Action> step =
        Subscription.start(new Subscribed(FRESH, 600), NOW);
    assertThat(step.next()).as("RFC 6665 §4.2.1.2").isEqualTo(new Telling(ONE, END));
    assertThat(step.actions()).containsExactly(new Notify(ONE, "active;expires=600"));
  }

  @Test
  void fetching_is_subscribing_for_no_time() {
    Step<Subscription.State, Subscription.Action> step =
        Subscription.start(new Subscribed(FRESH, 0), NOW);
    assertThat(step.next()).as("RFC 6665 §4.4.3").isEqualTo(new LastTold(ONE));
    assertThat(step.actions()).containsExactly(new Notify(ONE, TIMEOUT));
  }

  @Test
  void idle_table() {
    State idle = new Idle(ONE, END);
    assertThat(Subscription.deadline(idle)).isEqualTo(END);
    assertThat(Subscription.refreshable(idle)).isEqualTo(ONE);
    check(
        "6665 §4.2.2",
        idle,
        new Changed(),
        NOW + 100 * SECOND + MS,
        new Telling(TWO, END),
        new Notify(TWO, "active;expires=499"));
    check(
        "6665 §4.2.1.2 refresh",
        idle,
        new Subscribed(ONE, 900),
        NOW,
        new Telling(TWO, NOW + 900 * SECOND),
        new Notify(TWO, "active;expires=900"));
    check(
        "6665 §4.1.2.3 unsubscribing",
        idle,
        new Subscribed(ONE, 0),
        NOW,
        new LastTold(TWO),
        new Notify(TWO, TIMEOUT));
    check("too early", idle, new TimePassed(), END - 1, idle);
    check("6665 §4.2.2", idle, new TimePassed(), END, new LastTold(TWO), new Notify(TWO, TIMEOUT));
    check("a late answer", idle, new Told(), NOW, idle);
  }

  @Test
  void telling_table() {
    State telling = new Telling(ONE, END);
    assertThat(Subscription.deadline(telling)).isEqualTo(END);
    check("6665 §4.2.2", telling, new Told(), NOW, new Idle(ONE, END));
    check("one at a time", telling, new Changed(), NOW, new TellingMore(ONE, END));
    check("6665 §4.2.2 failed", telling, new Failed(), NOW, new Over(), new Forget());
    check("6665 §4.2.2 Retry-After", telling, new Postponed(), NOW, new Idle(ONE, END));
    check(
        "refresh waits for the answer",
        telling,
        new Subscribed(ONE, 900),
        NOW,
        new TellingMore(ONE, NOW + 900 * SECOND));
    check(
        "so does the end", telling, new Subscribed(ONE, 0), NOW, new Leaving(ONE, Reason.TIMEOUT));
    check("its time is over", telling, new TimePassed(), END, new Leaving(ONE, Reason.TIMEOUT));
    check("too early", telling, new TimePassed(), END - 1, telling);
  }

  @Test
  void telling_more_table() {
    State more = new TellingMore(ONE, END);
    check("once is enough", more, new Changed(), NOW, more);
    check(
        "the newer state",
        more,
        new Told(),
        NOW,
        new Telling(TWO, END),
        new Notify(TWO, "active;expires=600"));
    check("not before its time", more, new Postponed(), NOW, new Idle(ONE, END));
    check("6665 §4.2.2 failed", more, new Failed(), NOW, new Over(), new Forget());
    check("its time is over", more, new TimePassed(), END, new Leaving(ONE, Reason.TIMEOUT));
    check("unsubscribing", more, new Subscribed(ONE, 0), NOW, new Leaving(ONE, Reason.TIMEOUT));
    check(
        "less than a second is left",
        more,
        new Told(),
        END - MS,
        new LastTold(TWO),
        new Notify(TWO, TIMEOUT));
  }

  @Test
  void ending_table() {
    State leaving = new Leaving(ONE, Reason.TIMEOUT);
    assertThat(Subscription.deadline(leaving)).isEqualTo(Timers.NEVER);
    assertThat(Subscription.refreshable(leaving)).isNull();
    check("", leaving, new Told(), NOW, new LastTold(TWO), new Notify(TWO, TIMEOUT));
    check("", leaving, new Failed(), NOW, new Over(), new Forget());
    check("", leaving, new Changed(), NOW, leaving);
    State last = new LastTold(TWO);
    assertThat(Subscription.refreshable(last)).isNull();
    check("", last, new Changed(), NOW, last);
    check("", last, new Told(), NOW, new Over(), new Forget());
    check("", last, new Failed(), NOW, new Over(), new Forget());
    check("", new Over(), new Changed(), NOW, new Over());
  }

  @Test
  void withdrawing_table() {
    String rejected = "terminated;reason=rejected";
    State leaving = new Leaving(ONE, Reason.REJECTED);
    check(
        "6665 §4.1.3",
        new Idle(ONE, END),
        new Withdrawn(),
        NOW,
        new LastTold(TWO),
        new Notify(TWO, rejected));
    check("one at a time", new Telling(ONE, END), new Withdrawn(), NOW, leaving);
    check("one at a time", new TellingMore(ONE, END), new Withdrawn(), NOW, leaving);
    check("", new Leaving(ONE, Reason.TIMEOUT), new Withdrawn(), NOW, leaving);
    check("", leaving, new Told(), NOW, new LastTold(TWO), new Notify(TWO, rejected));
    check("", new LastTold(TWO), new Withdrawn(), NOW, new LastTold(TWO));
    check("", new Over(), new Withdrawn(), NOW, new Over());
  }

  @Test
  void refresh_moves_the_target() {
    SipRequest moved =
        SUBSCRIBE.withHeaders(
            SUBSCRIBE
                .headers()
                .edit()
                .set(HeaderName.CONTACT, "<sip:alice@10.0.0.9:5070>")
                .build());
    assertThat(FRESH.received(moved).target()).hasToString("sip:alice@10.0.0.9:5070");
  }
}
