// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers can find out about numbers: nothing, where the member does not want it. */
class StrangerTest {
  private static final String FROM = "From: <sip:eve@example.org>;tag=1";

  private final Stage.Settings settings = new Stage.Settings();
  private Stage stage = Stage.open();
  private int asked;

  /** What a stranger is told, and after how many milliseconds. */
  private record Told(int millis, String answer) {}

  private Told told(String method, String number) {
    String host = "203.0.113." + ++asked;
    Phone eve = stage.phone("eve", TransportProtocol.UDP, host);
    String request =
        eve.request(method, "sip:" + number + "@example.com", "e" + asked + " 1", FROM);
    eve.send(request);
    stage.settle();
    for (int millis = 0; millis < 500; millis++) {
      for (String answer = eve.inbox.poll(); answer != null; answer = eve.inbox.poll()) {
        if (!answer.startsWith("SIP/2.0 100")) {
          return new Told(millis, anonymous(answer, eve, number));
        }
      }
      stage.advance(1);
    }
    throw new AssertionError("no answer");
  }

  /** Without what differs between any two requests. */
  private static String anonymous(String answer, Phone eve, String number) {
    return answer
        .replace(eve.address(), "HERE")
        .replace(eve.flow.remote().getAddress().getHostAddress(), "HOST")
        .replace("" + eve.flow.remote().getPort(), "PORT")
        .replace("sip:" + number + "@", "sip:NUMBER@")
        .replaceAll("branch=[^;\n]*|tag=[^;\n]*|Call-ID: .*", "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "SUBSCRIBE", "REFER", "PUBLISH", "NOTIFY", "INFO"})
  void no_method_but_calling_and_writing_tells_whether_a_number_exists(String method) {
    stage.phone("bert").register();
    Told nobody = told(method, "7777");
    assertThat(told(method, "1001")).as("is on").isEqualTo(nobody);
    assertThat(told(method, "1000")).as("is away").isEqualTo(nobody);
  }

  @ParameterizedTest
  @CsvSource({"INVITE, true", "INVITE, false", "MESSAGE, true", "MESSAGE, false"})
  void who_is_not_listed_is_nobody_to_strangers(String method, boolean on) {
    stage.unlist("bert");
    Phone bert = stage.phone("bert");
    if (on) {
      bert.register();
    }
    Told nobody = told(method, "7777");
    assertThat(nobody.answer()).startsWith("SIP/2.0 404");
    assertThat(told(method, "1001")).isEqualTo(nobody);
    assertThat(told(method, "bert")).isEqualTo(nobody);
    bert.nothing();
    assertThat(stage.calls).as("the member's history").noneMatch(c -> c.contains("bert"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVITE", "MESSAGE"})
  void database_away_tells_no_more(String method) {
    stage.unlist("bert");
    stage.unknownAreUnreadable = true;
    Told nobody = told(method, "7777");
    assertThat(nobody.answer()).startsWith("SIP/2.0 503").contains("Retry-After: 2");
    assertThat(told(method, "1001")).isEqualTo(nobody);
  }

  @Test
  void stranger_who_gives_up_leaves_no_trace_of_who_is_not_listed() {
    stage.unlist("bert");
    Phone eve = stage.phone("eve");
    eve.send(eve.request("INVITE", "sip:1001@example.com", "c 1", FROM));
    eve.cancel();
    eve.take("SIP/2.0 200");
    eve.take("SIP/2.0 487");
    stage.advance(100);
    eve.nothing();
    assertThat(stage.calls).containsExactly("began sip:eve@example.org ?", "decided 487");
  }

  @Test
  void members_and_trusted_peers_reach_who_is_not_listed() {
    settings.trusted = List.of("192.0.2.99");
    stage = new Stage(settings);
    stage.unlist("bert");
    Phone bert = stage.phone("bert");
    bert.register();
    Phone anna = stage.phone("anna");
    anna.prove(anna.request("INVITE", "sip:1001@example.com", "c 1"));
    bert.take("INVITE");
    Phone gateway = stage.phone("gw", TransportProtocol.UDP, "192.0.2.99");
    gateway.send(gateway.request("INVITE", "sip:1001@example.com", "g 1", FROM));
    stage.settle();
    bert.take("INVITE");
  }

  @Test
  void who_is_listed_can_be_called_and_written_to() {
    Phone bert = stage.phone("bert");
    bert.register();
    Phone eve = stage.phone("eve");
    eve.send(eve.request("MESSAGE", "sip:1001@example.com", "m 1", FROM));
    stage.settle();
    bert.take("MESSAGE");
  }
}
