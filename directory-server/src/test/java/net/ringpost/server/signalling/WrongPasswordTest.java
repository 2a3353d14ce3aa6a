// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Honest telephones with a mistyped password, guessers, and those who are guessed at. */
@SuppressWarnings("StringSplitter") // the texts are ours
class WrongPasswordTest {
  private final Stage stage = Stage.open();
  private int cseq;
  private int hosts = 10;

  private Phone phone(String name) {
    return stage.phone(name, TransportProtocol.UDP, "198.51.100." + ++hosts);
  }

  private String register(Phone phone, String callId) {
    return phone.request(
        "REGISTER", "sip:example.com", callId + " " + ++cseq, "Contact: <" + phone.contact() + ">");
  }

  /** LocalResponses the challenge with this password; the next answer's first line. */
  private String answer(Phone phone, String callId, String challenge, String user, String word) {
    cseq++;
    phone.send(Phone.proven(register(phone, callId), challenge, user, word, "SHA-256"));
    stage.store();
    return phone.take();
  }

  private String tries(Phone phone, String callId, String user, String password) {
    String challenge = phone.ask(register(phone, callId));
    return answer(phone, callId, challenge, user, password);
  }

  /** What a telephone does that answers each challenge; the first lines of what it is told. */
  private List<String> stubborn(Phone phone, String callId, String password) {
    List<String> told = new ArrayList<>();
    String challenge = phone.ask(register(phone, callId));
    while (challenge.startsWith("SIP/2.0 401") && told.size() < 20) {
      challenge = answer(phone, callId, challenge, phone.name, password);
      told.add(challenge.split("\n", 2)[0]);
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "nobody"})
  void repeats_of_one_call_are_ended_by_a_final_answer(String name) {
    assertThat(stubborn(phone(name), "r1", "mistyped"))
        .containsExactly("SIP/2.0 401 Unauthorized", "SIP/2.0 403 Wrong number, ID or password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r0", "another"})
  void right_password_two_seconds_later_signs_in(String callId) {
    Phone anna = phone("anna");
    stubborn(anna, "r0", "mistyped");
    stage.advance(2000);
    assertThat(tries(anna, callId, "anna", "pwanna")).startsWith("SIP/2.0 200");
  }

  @Test
  void telephone_that_never_learns_does_not_lock_its_owner_out() {
    Phone old = phone("anna");
    for (int i = 0; i < 20; i++) {
      assertThat(stubborn(old, "r" + i / 3, "mistyped")).last().asString().contains(" 403 ");
      stage.advance(12_000);
    }
    Phone young = stage.phone("anna", TransportProtocol.UDP, "198.51.100." + hosts);
    assertThat(tries(young, "y", "anna", "pwanna")).startsWith("SIP/2.0 200");
  }

  @Test
  void one_call_is_no_way_to_guess_more() {
    Phone eve = phone("eve");
    int looked = 0;
    for (int i = 0; i < 600; i++) {
      String told = tries(eve, "e", "anna", "guess" + i);
      looked += told.startsWith("SIP/2.0 401") || told.contains(" 403 ") ? 1 : 0;
      stage.advance(50);
    }
    // Of a minute's 600 each was answered; so many at most can have been compared.
    assertThat(stage.compared).isBetween(10, 60);
    assertThat(looked).isGreaterThan(stage.compared);
  }

  @Test
  void guessing_in_ever_new_calls_is_ended_and_later_is_not_for_good() {
    Phone eve = phone("eve");
    String told = "";
    for (int i = 0; i < 12; i++) {
      told = tries(eve, "e" + i, "anna", "guess" + i);
    }
    assertThat(told).startsWith("SIP/2.0 503 ");
    assertThat(Integer.parseInt(Phone.header(told, "Retry-After"))).isBetween(1, 7);
  }

  @Test
  void owner_gets_in_while_others_guess_and_is_only_slowed() {
    for (int i = 0; i < 10; i++) {
      tries(phone("eve"), "e" + i, "anna", "guess" + i);
    }
    Phone anna = phone("anna");
    String challenge = anna.ask(register(anna, "r"));
    cseq++;
    anna.send(Phone.proven(register(anna, "r"), challenge, "anna", "pwanna", "SHA-256"));
    stage.advance(1900);
    anna.nothing();
    stage.advance(200);
    anna.take("SIP/2.0 200");
    assertThat(tries(anna, "r2", "anna", "pwanna")).as("known now").startsWith("SIP/2.0 200");
  }

  @Test
  void guessing_from_many_addresses_is_slow() {
    for (int i = 0; i < 10; i++) {
      tries(phone("eve"), "e" + i, "anna", "guess" + i);
    }
    int before = stage.compared;
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Phone eve = phone("eve");
      String challenge = eve.ask(register(eve, "d" + i));
      cseq++;
      eve.send(Phone.proven(register(eve, "d" + i), challenge, "anna", "g" + i, "SHA-256"));
      stage.settle();
      eve.inbox.forEach(answer -> told.add(answer.substring(8, 11)));
    }
    assertThat(told).as("who waits, and who is to come later").hasSize(42).containsOnly("503");
    stage.advance(2100);
    assertThat(stage.compared - before).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"anna", "nobody"})
  void wrong_password_and_unknown_number_take_the_same_time(String user) {
    Phone eve = phone("eve");
    String challenge = eve.ask(register(eve, "e"));
    cseq++;
    eve.send(Phone.proven(register(eve, "e"), challenge, user, "guess", "SHA-256"));
    stage.settle();
    eve.nothing();
    stage.advance(50);
    eve.take("SIP/2.0 401");
  }

  @ParameterizedTest
  @CsvSource({"anna", "nobody"})
  void nonce_that_is_none_of_ours_is_refused_without_looking_anybody_up(String user) {
    Phone eve = phone("eve");
    String challenge = eve.ask(register(eve, "e")).replaceAll("nonce=\"....", "nonce=\"AAAA");
    stage.databaseAway = true;
    stage.slow = user;
    cseq++;
    eve.send(Phone.proven(register(eve, "e"), challenge, user, "guess", "SHA-256"));
    stage.settle();
    eve.take("SIP/2.0 401");
  }

  @ParameterizedTest
  @CsvSource({"anna", "nobody"})
  void database_away_tells_nobody_who_exists(String user) {
    Phone eve = phone("eve");
    String challenge = eve.ask(register(eve, "e"));
    stage.unknownAreUnreadable = true;
    String told = answer(eve, "e", challenge, user, "guess");
    assertThat(told).startsWith("SIP/2.0 503 Cannot look up accounts now");
    assertThat(Phone.has(told, "Retry-After")).isTrue();
  }
}
