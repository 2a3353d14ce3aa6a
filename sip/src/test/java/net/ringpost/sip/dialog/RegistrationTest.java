// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.dialog.Registration.Action;
import net.ringpost.sip.dialog.Registration.Event;
import net.ringpost.sip.dialog.Registration.Failed;
import net.ringpost.sip.dialog.Registration.Granted;
import net.ringpost.sip.dialog.Registration.Leaving;
import net.ringpost.sip.dialog.Registration.NotLeft;
import net.ringpost.sip.dialog.Registration.Off;
import net.ringpost.sip.dialog.Registration.Refused;
import net.ringpost.sip.dialog.Registration.Registered;
import net.ringpost.sip.dialog.Registration.Registering;
import net.ringpost.sip.dialog.Registration.Send;
import net.ringpost.sip.dialog.Registration.State;
import net.ringpost.sip.dialog.Registration.TellLeft;
import net.ringpost.sip.dialog.Registration.TellNotLeft;
import net.ringpost.sip.dialog.Registration.TellOffline;
import net.ringpost.sip.dialog.Registration.TellRegistered;
import net.ringpost.sip.dialog.Registration.TimePassed;
import net.ringpost.sip.dialog.Registration.Waiting;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final long NOW = 100 * SECOND;
  private static final RegistrationSettings S =
      new RegistrationSettings(600, 2 * SECOND, 60 * SECOND);
  private static final RequestOutcome NOBODY = new RequestOutcome.TimedOut();

  private final SipResponse ok = Fixtures.answer(Fixtures.request("REGISTER"), 200);
  private final State registering = new Registering(600, 0);
  private final State registered = new Registered(600, NOW + 450 * SECOND);

  private static void check(
      String section, State from, Event event, long at, State to, Action... actions) {
    Step<Registration.State, Registration.Action> step = Registration.on(from, event, at, S, 0);
    assertThat(step.next()).as("next state, RFC %s", section).isEqualTo(to);
    assertThat(step.actions()).as("actions, RFC %s", section).containsExactly(actions);
  }

  @Test
  void registering_table() {
    check("3261 §10.2", new Off(), new Registration.Start(), NOW, registering, new Send(600));
    check(
        "3261 §10.2.4: refreshed after 75 % or more",
        registering, new Granted(ok, 600), NOW, registered, new TellRegistered(ok, 600));
    check(
        "3261 §10.2.4: a server that grants nothing is not asked again at once",
        registering,
        new Granted(ok, 0),
        NOW,
        new Registered(600, NOW + SECOND * 3 / 4),
        new TellRegistered(ok, 0));
    check(
        "3261 §10.2.8 423",
        registering,
        new Registration.TooBrief(1800),
        NOW,
        new Registering(1800, 0),
        new Send(1800));
    RequestOutcome refused = new RequestOutcome.Answered(ok);
    check(
        "403",
        registering,
        new Registration.Denied(refused),
        NOW,
        new Refused(),
        new Registration.TellRefused(refused));
  }

  @Test
  void nothing_is_sent_while_another_register_is_under_way() {
    String section = "3261 §10.2: no new registration before the final answer";
    State superseded = new Registration.Superseded(600, 0);
    State stopping = new Registration.Stopping(600, 0);
    State leaving = new Leaving();
    State returning = new Registration.Returning();
    RequestOutcome busy =
        new RequestOutcome.Answered(Fixtures.answer(Fixtures.request("REGISTER"), 503));
    check(section, registering, new Registration.AddressChanged(), NOW, superseded);
    check(section, superseded, new Registration.Start(), NOW, superseded);
    check(section, superseded, new Granted(ok, 600), NOW, registering, new Send(600));
    check(section, superseded, new Failed(NOBODY, 0), NOW, registering, new Send(600));
    check(
        "3261 §20.33",
        superseded,
        new Failed(busy, 9 * SECOND),
        NOW,
        new Waiting(600, 1, NOW + 9 * SECOND),
        new TellOffline(busy.text(), 9 * SECOND));
    check(section, superseded, new Registration.Stop(), NOW, stopping);
    check(section, registering, new Registration.Stop(), NOW, stopping);
    check(section, stopping, new Registration.Start(), NOW, superseded);
    check(section, stopping, new Registration.AddressChanged(), NOW, stopping);
    check(section, stopping, new Granted(ok, 600), NOW, leaving, new Send(0));
    check(section, stopping, new Failed(NOBODY, 0), NOW, leaving, new Send(0));
    check(
        "it would refuse the removal, too",
        stopping,
        new Registration.Denied(busy),
        NOW,
        new NotLeft(),
        new TellNotLeft(busy.text()));
    check(section, leaving, new Registration.Start(), NOW, returning);
    check(section, returning, new Registration.Stop(), NOW, leaving);
    check(section, returning, new Granted(ok, 0), NOW, registering, new Send(600));
    check(section, returning, new Failed(NOBODY, 0), NOW, registering, new Send(600));
  }

  @Test
  void who_was_never_registered_has_not_left() {
    check(
        "refused before",
        new Refused(),
        new Registration.Stop(),
        NOW,
        new Off(),
        new Registration.TellNotRegistered());
    check(
        "stopped before",
        new Off(),
        new Registration.Stop(),
        NOW,
        new Off(),
        new Registration.TellNotRegistered());
  }

  @Test
  void registered_table() {
    assertThat(Registration.deadline(registered)).isEqualTo(NOW + 450 * SECOND);
    check(
        "3261 §10.2.4",
        registered,
        new TimePassed(),
        NOW + 450 * SECOND,
        registering,
        new Send(600));
    check(
        "at once", registered, new Registration.AddressChanged(), NOW, registering, new Send(600));
    check(
        "5626 §4.5",
        registered,
        new Registration.FlowLost("reset"),
        NOW,
        new Waiting(600, 1, NOW + SECOND),
        new TellOffline("reset", SECOND));
    check("3261 §10.2.2", registered, new Registration.Stop(), NOW, new Leaving(), new Send(0));
  }

  @Test
  void waits_double_up_to_the_longest_and_are_jittered() {
    long[] seconds = {1, 2, 4, 8, 16, 30, 30};
    for (int failures = 0; failures < seconds.length; failures++) {
      long wait = seconds[failures] * SECOND;
      check(
          "5626 §4.5",
          new Registering(600, failures),
          new Failed(NOBODY, 0),
          NOW,
          new Waiting(600, failures + 1, NOW + wait),
          new TellOffline("no answer in time", wait));
    }
    assertThat(S.backOff(1, 0.999)).isBetween(1990 * Fixtures.MS, 2 * SECOND);
    check(
        "3261 §20.33 Retry-After",
        registering,
        new Failed(NOBODY, 40 * SECOND),
        NOW,
        new Waiting(600, 1, NOW + 40 * SECOND),
        new TellOffline("no answer in time", 40 * SECOND));
  }

  @Test
  void waiting_table() {
    State waiting = new Waiting(600, 3, NOW + SECOND);
    check(
        "5626 §4.5",
        waiting,
        new TimePassed(),
        NOW + SECOND,
        new Registering(600, 3),
        new Send(600));
    check(
        "another network",
        waiting,
        new Registration.AddressChanged(),
        NOW,
        registering,
        new Send(600));
    check(
        "an earlier registration may be on record",
        waiting,
        new Registration.Stop(),
        NOW,
        new Leaving(),
        new Send(0));
  }

  @Test
  void leaving_is_told_as_it_is_answered() {
    State leaving = new Leaving();
    check("3261 §10.2.2", leaving, new Granted(ok, 0), NOW, new Off(), new TellLeft());
    RequestOutcome refusal =
        new RequestOutcome.Answered(Fixtures.answer(Fixtures.request("REGISTER"), 403));
    State kept = new NotLeft();
    check(
        "refused",
        leaving,
        new Registration.Denied(refusal),
        NOW,
        kept,
        new TellNotLeft(refusal.text()));
    check(
        "nobody", leaving, new Failed(NOBODY, 0), NOW, kept, new TellNotLeft("no answer in time"));
    check(
        "a server that keeps it",
        leaving,
        new Granted(ok, 300),
        NOW,
        kept,
        new TellNotLeft("the server keeps the registration for 300 s"));
    check("once more", kept, new Registration.Stop(), NOW, leaving, new Send(0));
    check("in again", kept, new Registration.Start(), NOW, registering, new Send(600));
  }
}
