// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two foreign telephones, Debian's baresip, call each other through the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaresipCallTest {
  private static final String PASSWORD = "one-password-for-all";
  private static final int FIRST_NUMBER = 1000;

  /** Seconds that both listen: the quiet, the longer sentence, and some delay. */
  private static final int TALK = 7;

  private static final List<Arguments> CALLS = calls();

  @TempDir private static Path folder;

  private RunningServer server;

  @BeforeAll
  void start() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
    server = RunningServer.start(folder.resolve("server"));
    for (int i = 0; i < 2 * CALLS.size(); i++) {
      String number = Integer.toString(FIRST_NUMBER + i);
      server.signUp("m" + number, PASSWORD, number, "");
    }
    for (String sentence : new String[] {"sentence-a", "sentence-b"}) {
      Talk.sentence(sentence + ".wav", folder);
      SpokenFile.write(spoken(sentence, 1), sentence, 1);
      SpokenFile.write(spoken(sentence, 2), sentence, 2);
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{1} to {2}, {3}, {4}, the {5} hangs up")
  @MethodSource("calls")
  void call_crosses(
      int call, String from, String to, String codec, String encryption, String hangsUp) {
    String a = Integer.toString(FIRST_NUMBER + 2 * call);
    String b = Integer.toString(FIRST_NUMBER + 2 * call + 1);
    try (Baresip caller = phone(a, from, codec, encryption, "sentence-a");
        Baresip callee = phone(b, to, codec, encryption, "sentence-b")) {
      caller.registered();
      callee.registered();
      caller.command("dial", b);
      callee.await("CALL_INCOMING");
      caller.await("CALL_RINGING");
      callee.command("accept", "");
      callee.await("CALL_ESTABLISHED");
      caller.await("CALL_ESTABLISHED");
      callee.listens(TALK);
      caller.listens(TALK);
      (hangsUp.equals("caller") ? caller : callee).command("hangup", "");
      (hangsUp.equals("caller") ? callee : caller).await("CALL_CLOSED");
      heard("the callee", "sentence-a", callee);
      heard("the caller", "sentence-b", caller);
      untouched(caller, callee, encryption);
    }
  }

  /** All there are, and two in which the telephones do not speak to the server alike. */
  static List<Arguments> calls() {
    List<Arguments> calls = new ArrayList<>();
    for (String transport : List.of("udp", "tcp", "tls")) {
      for (String codec : List.of("PCMU", "PCMA", "opus")) {
        for (String encryption : List.of("plain", "sdes", "dtls")) {
          calls.add(call(calls.size(), transport, transport, codec, encryption));
        }
      }
    }
    calls.add(call(calls.size(), "udp", "tls", "opus", "dtls"));
    calls.add(call(calls.size(), "tcp", "udp", "PCMU", "plain"));
    return calls;
  }

  private static Arguments call(
      int number, String from, String to, String codec, String encryption) {
    return arguments(number, from, to, codec, encryption, number % 2 == 0 ? "caller" : "callee");
  }

  private static void untouched(Baresip caller, Baresip callee, String encryption) {
    assertThat(callee.descriptions("INVITE "))
        .as("the offer, as it was received and as it was sent")
        .isNotEmpty()
        .isSubsetOf(caller.descriptions("INVITE "));
    assertThat(caller.descriptions("SIP/2.0 200"))
        .as("the answer, as it was received and as it was sent")
        .isNotEmpty()
        .isSubsetOf(callee.descriptions("SIP/2.0 200"));
    String offer = callee.descriptions("INVITE ").getFirst();
    assertThat(offer.contains("a=crypto:")).isEqualTo(encryption.equals("sdes"));
    assertThat(offer.contains("a=fingerprint:")).isEqualTo(encryption.equals("dtls"));
    assertThat(offer.contains("a=candidate:")).isEqualTo(encryption.equals("dtls"));
  }

  private static Path spoken(String sentence, int channels) {
    return folder.resolve(sentence + "-" + channels + ".wav");
  }

  private static void heard(String who, String sentence, Baresip by) {
    ForeignTalk.assertHeard(who, folder.resolve(sentence + ".wav"), by.heard());
  }

  private Baresip phone(
      String number, String transport, String codec, String encryption, String sentence) {
    int port = transport.equals("tls") ? server.sipsPort() : server.sipPort();
    String kind =
        switch (encryption) {
          case "sdes" -> "srtp-mand";
          case "dtls" -> "dtls_srtp";
          default -> "";
        };
    return Baresip.start(
        folder.resolve(number),
        new Baresip.Setup(
            number,
            PASSWORD,
            "127.0.0.1:" + port,
            true,
            transport,
            codec,
            kind,
            encryption.equals("dtls"),
            true,
            spoken(sentence, codec.equals("opus") ? 2 : 1)));
  }
}
