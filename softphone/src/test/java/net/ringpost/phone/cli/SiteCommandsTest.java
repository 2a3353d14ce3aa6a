// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.history.PastCall;
import net.ringpost.phone.mailbox.Voicemail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that ask the server's site, which answers what it is given here. */
class SiteCommandsTest {
  private static final SignIn ANN = new SignIn("ann", "secret", "127.0.0.1");
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String MESSAGES =
      "[{\"id\":\""
          + ID
          + "\",\"from\":\"1001\",\"fromName\":\"Bo\",\"receivedAt\":\"2026\","
          + "\"durationMs\":5,\"kind\":\"audio\",\"heard\":true}]";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<PhoneEvent> told = new LinkedBlockingQueue<>();
  private HttpServer server;
  private VoicemailCommands voicemail;
  private HistoryCommands history;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI site = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    voicemail = new VoicemailCommands(() -> site, ANN, Path.of("unused"), told::add);
    history = new HistoryCommands(() -> site, ANN, told::add);
  }

  @AfterEach
  void stop() {
    voicemail.close();
    history.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(what);
    String body = answers.get(what.replace("/api/v1/", ""));
    byte[] bytes = (body == null ? "{\"detail\":\"no\"}" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(body == null ? 503 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private @Nullable PhoneEvent told() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void deleted_message_is_listed_and_brought_back() throws Exception {
    answers.put("GET voicemails?deleted=true", MESSAGES);
    answers.put("POST voicemails/" + ID + "/restore", "{}");
    voicemail.perform("deleted");
    assertThat(told())
        .isEqualTo(
            new PhoneEvent.Voicemails(
                List.of(new Voicemail(ID, "1001", "Bo", "2026", 5, "audio", true)), true));
    voicemail.perform("undelete 1");
    assertThat(told()).isEqualTo(new PhoneEvent.VoicemailRestored(ID));
  }

  @Test
  void message_deleted_last_needs_no_number_to_come_back() throws Exception {
    answers.put("GET voicemails", MESSAGES);
    answers.put("DELETE voicemails/" + ID, "");
    voicemail.perform("delete 1");
    assertThat(told()).isEqualTo(new PhoneEvent.VoicemailDeleted(ID));
    voicemail.perform("undelete");
    assertThat(told()).as("not said before it is so").isEqualTo(new PhoneEvent.Error("no"));
    answers.put("POST voicemails/" + ID + "/restore", "{}");
    voicemail.perform("undelete");
    assertThat(told()).isEqualTo(new PhoneEvent.VoicemailRestored(ID));
  }

  @Test
  void deletion_that_is_refused_is_not_called_done() throws Exception {
    answers.put("GET voicemails", MESSAGES);
    voicemail.perform("delete 1");
    assertThat(told()).isEqualTo(new PhoneEvent.Error("no"));
  }

  @Test
  void which_message_is_asked_as_many_as_there_are() throws Exception {
    answers.put("GET voicemails", MESSAGES);
    voicemail.perform("PLAY 2");
    assertThat(told())
        .isEqualTo(
            new PhoneEvent.Error("which message? there is only one message, it is number 1"));
    answers.put("GET voicemails?deleted=true", "[]");
    voicemail.perform("undelete 1");
    assertThat(told()).isEqualTo(new PhoneEvent.Error("there are no deleted messages"));
  }

  @Test
  void calls_are_told_from_the_own_side() throws Exception {
    answers.put(
        "GET calls?limit=20",
        "[{\"direction\":\"in\",\"from\":\"1002\",\"fromName\":\"Cy\",\"to\":\"1001\","
            + "\"startedAt\":\"2026-11-30T10:00:00Z\",\"answeredAt\":\"2026-11-30T10:00:05Z\","
            + "\"endedAt\":\"2026-11-30T10:01:05Z\",\"outcome\":\"ANSWERED\",\"missed\":false},"
            + "{\"direction\":\"out\",\"from\":\"1001\",\"to\":\"1003\",\"toName\":\"\","
            + "\"startedAt\":\"x\",\"answeredAt\":null,\"endedAt\":null,\"outcome\":\"busy\","
            + "\"status\":486}]");
    history.list("");
    assertThat(told())
        .isEqualTo(
            new PhoneEvent.Calls(
                List.of(
                    new PastCall(
                        "in", "1002", "Cy", "2026-11-30T10:00:00Z", 60_000, "answered", false, 0),
                    new PastCall("out", "1003", "", "x", -1, "busy", false, 486))));
    history.list("many");
    assertThat(told()).isInstanceOf(PhoneEvent.Error.class);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whom_the_member_called_last_is_dialled_again() throws Exception {
    BlockingQueue<String> dialled = new LinkedBlockingQueue<>();
    answers.put("GET calls?limit=1000", "[{\"direction\":\"in\",\"from\":\"1002\"}]");
    history.lastCalled(dialled::add);
    assertThat(told()).isEqualTo(new PhoneEvent.Error("you have called nobody yet"));
    answers.put(
        "GET calls?limit=1000",
        "[{\"direction\":\"in\",\"from\":\"1002\"},{\"direction\":\"out\",\"to\":\"1003\"},"
            + "{\"direction\":\"out\",\"to\":\"1004\"}]");
    history.lastCalled(dialled::add);
    assertThat(dialled.poll(20, TimeUnit.SECONDS)).isEqualTo("1003");
  }
}
