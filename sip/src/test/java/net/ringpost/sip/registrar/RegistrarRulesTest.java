// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrarRulesTest {
  private static final long NOW = Long.MAX_VALUE - 1000; // near the wrap of nanoTime
  private static final Flow FROM = Registers.udp("192.0.2.1", 5062);
  private static final String A = "Contact: <sip:1000@192.0.2.1:5062>";
  private static final String B = "Contact: <sip:1000@192.0.2.2>";

  private Bindings bindings = Bindings.NONE;

  private RegistrarOutcome register(long now, String callId, int cseq, String... lines) {
    RegisterRequest asked = RegisterRequest.of(Registers.register(callId, cseq, lines));
    RegistrarOutcome outcome = RegistrarRules.decide(bindings, asked, FROM, false, now);
    if (outcome instanceof RegistrarOutcome.Granted g) {
      bindings = g.bindings();
    }
    return outcome;
  }

  private List<BindingUpdate> changes(RegistrarOutcome outcome) {
    return ((RegistrarOutcome.Granted) outcome).changes();
  }

  private Status refusal(RegistrarOutcome outcome) {
    return ((RegistrarOutcome.Refused) outcome).status();
  }

  private static long seconds(long s) {
    return TimeUnit.SECONDS.toNanos(s);
  }

  @Test
  void expiry_is_granted_up_to_an_hour() {
    register(NOW, "a", 1, A + ";expires=100", B, "Expires: 90000");
    assertThat(bindings.all()).extracting(b -> b.secondsLeft(NOW)).containsExactly(100L, 3600L);
    assertThat(bindings.live(NOW + seconds(100)).all()).hasSize(1);
    assertThat(bindings.live(NOW + seconds(3600)).all()).isEmpty();
  }

  @Test
  void missing_and_malformed_expiries_count_as_an_hour() {
    register(NOW, "a", 1, A + ";expires=soon", B);
    assertThat(bindings.all()).allMatch(b -> b.secondsLeft(NOW) == 3600);
  }

  @ParameterizedTest
  @CsvSource({"1,423", "59,423", "60,200", "0,200"})
  void short_expiry_is_too_brief(int asked, int status) {
    RegistrarOutcome outcome = register(NOW, "a", 1, B, A + ";expires=" + asked);
    if (status == 200) {
      assertThat(outcome).isInstanceOf(RegistrarOutcome.Granted.class);
    } else {
      // RFC 3261 §10.3 step 7: nothing of it is done.
      assertThat(outcome)
          .isEqualTo(
              new RegistrarOutcome.Refused(Status.INTERVAL_TOO_BRIEF, "Interval Too Brief", 60));
      assertThat(bindings.isEmpty()).isTrue();
    }
  }

  @Test
  void query_changes_nothing() {
    register(NOW, "a", 1, A);
    RegistrarOutcome outcome = register(NOW, "a", 2);
    assertThat(changes(outcome)).isEmpty();
    assertThat(bindings.size()).isEqualTo(1);
  }

  @Test
  void refresh_needs_a_higher_cseq_within_one_call_id() {
    register(NOW, "a", 5, A);
    assertThat(refusal(register(NOW, "a", 5, A))).isEqualTo(Status.SERVER_INTERNAL_ERROR);
    assertThat(refusal(register(NOW, "a", 4, A + ";expires=0")))
        .isEqualTo(Status.SERVER_INTERNAL_ERROR);
    assertThat(changes(register(NOW, "a", 6, A)))
        .hasOnlyElementsOfType(BindingUpdate.Refreshed.class);
    assertThat(changes(register(NOW, "b", 1, A)))
        .hasOnlyElementsOfType(BindingUpdate.Refreshed.class);
    assertThat(bindings.size()).isEqualTo(1);
  }

  @Test
  void refresh_is_covered_by_what_is_stored_until_that_is_used_up() {
    register(NOW, "a", 1, A + ";expires=600");
    long stored = bindings.all().getFirst().storedUntil();
    assertThat(stored).isEqualTo(NOW + seconds(1200));
    assertThat(covered(register(NOW + seconds(300), "a", 2, A + ";expires=600"))).isTrue();
    assertThat(covered(register(NOW + seconds(600), "a", 3, A + ";expires=600"))).isTrue();
    assertThat(bindings.all().getFirst().storedUntil()).isEqualTo(stored);
    assertThat(covered(register(NOW + seconds(601), "a", 4, A + ";expires=600"))).isFalse();
    assertThat(bindings.all().getFirst().storedUntil()).isEqualTo(NOW + seconds(1801));
  }

  @Test
  void refresh_for_less_shortens_what_is_stored() {
    register(NOW, "a", 1, A + ";expires=3600");
    assertThat(covered(register(NOW, "a", 2, A + ";expires=60"))).isFalse();
    assertThat(bindings.all().getFirst().storedUntil()).isEqualTo(NOW + seconds(120));
  }

  private static boolean covered(RegistrarOutcome outcome) {
    return ((RegistrarOutcome.Granted) outcome).covered();
  }

  @Test
  void one_stale_contact_undoes_the_whole_request() {
    register(NOW, "a", 5, A);
    assertThat(refusal(register(NOW, "a", 5, B, A))).isEqualTo(Status.SERVER_INTERNAL_ERROR);
    assertThat(bindings.size()).isEqualTo(1);
  }

  @Test
  void star_removes_everything_with_expires_0_only() {
    register(NOW, "a", 1, A);
    register(NOW, "b", 1, B);
    for (String[] wrong :
        new String[][] {
          {"Contact: *"}, {"Contact: *", "Expires: 60"}, {"Contact: *", A, "Expires: 0"}
        }) {
      assertThatThrownBy(() -> register(NOW, "c", 1, wrong)).isInstanceOf(MalformedException.class);
    }
    assertThat(refusal(register(NOW, "a", 1, "Contact: *", "Expires: 0")))
        .isEqualTo(Status.SERVER_INTERNAL_ERROR);
    assertThat(bindings.size()).isEqualTo(2);
    assertThat(changes(register(NOW, "a", 2, "Contact: *", "Expires: 0")))
        .hasSize(2)
        .hasOnlyElementsOfType(BindingUpdate.Removed.class);
    assertThat(bindings.isEmpty()).isTrue();
  }

  @Test
  void equivalent_contact_is_the_same_terminal() {
    register(NOW, "a", 1, "Contact: <sip:%61lice@EXAMPLE.com;transport=UDP>");
    register(NOW, "b", 1, "Contact: <sip:alice@example.com;transport=udp>");
    assertThat(bindings.size()).isEqualTo(1);
    register(NOW, "c", 1, "Contact: <sip:Alice@example.com;transport=udp>");
    assertThat(bindings.size()).isEqualTo(2);
  }

  @Test
  void instance_replaces_its_own_older_contact() {
    String urn = ";+sip.instance=\"<urn:uuid:0C67446E-F1A1-11D9-94D3-000A95A0E128>\"";
    register(NOW, "a", 1, A + urn);
    RegistrarOutcome moved = register(NOW, "b", 1, B + urn.toLowerCase(java.util.Locale.ROOT));
    assertThat(changes(moved))
        .hasExactlyElementsOfTypes(BindingUpdate.Removed.class, BindingUpdate.Added.class);
    assertThat(bindings.all()).extracting(Binding::contact).containsExactly("sip:1000@192.0.2.2");
  }

  @Test
  void two_flows_of_an_instance_are_kept_and_the_last_is_rung() {
    String urn = ";+sip.instance=\"<urn:uuid:1>\"";
    register(NOW, "a", 1, A + urn + ";reg-id=1");
    register(NOW + 1, "b", 1, A + urn + ";reg-id=2");
    assertThat(bindings.size()).isEqualTo(2);
    assertThat(bindings.targets(NOW + 2)).extracting(Binding::regId).containsExactly(2);
    register(NOW + 3, "a", 2, A + urn + ";reg-id=1");
    assertThat(bindings.targets(NOW + 4)).extracting(Binding::regId).containsExactly(1);
  }

  @Test
  void eleventh_terminal_replaces_the_one_that_registered_longest_ago() {
    for (int i = 0; i < 10; i++) {
      register(NOW + i, "c" + i, 1, "Contact: <sip:1000@192.0.2.1:" + (6000 + i) + ">");
    }
    register(NOW + 10, "c0", 2, "Contact: <sip:1000@192.0.2.1:6000>");
    RegistrarOutcome outcome = register(NOW + 11, "c10", 1, "Contact: <sip:1000@192.0.2.1:6010>");
    assertThat(changes(outcome)).hasSize(2);
    assertThat(bindings.all())
        .hasSize(10)
        .extracting(Binding::contact)
        .contains("sip:1000@192.0.2.1:6000", "sip:1000@192.0.2.1:6010")
        .doesNotContain("sip:1000@192.0.2.1:6001");
  }

  @Test
  void more_than_ten_contacts_at_once_are_refused() {
    String[] lines = new String[11];
    for (int i = 0; i < 11; i++) {
      lines[i] = "Contact: <sip:1000@192.0.2.1:" + (6000 + i) + ">";
    }
    assertThat(refusal(register(NOW, "a", 1, lines))).isEqualTo(Status.FORBIDDEN);
  }

  @Test
  void ended_terminals_are_forgotten_on_the_way() {
    register(NOW, "a", 9, A + ";expires=60");
    assertThat(changes(register(NOW + seconds(61), "a", 1, A)))
        .hasOnlyElementsOfType(BindingUpdate.Added.class);
  }

  @Test
  void preferred_terminals_come_first() {
    register(NOW, "a", 1, A + ";q=0.25", B);
    assertThat(bindings.targets(NOW)).extracting(Binding::q).containsExactly(1000, 250);
    assertThat(bindings.all().get(0).toContactValue(NOW))
        .isEqualTo("<sip:1000@192.0.2.1:5062>;expires=3600;q=0.250");
  }

  @Test
  void contact_of_another_scheme_is_refused() {
    assertThatThrownBy(() -> register(NOW, "a", 1, "Contact: <tel:+1234>"))
        .isInstanceOf(MalformedException.class);
  }
}
