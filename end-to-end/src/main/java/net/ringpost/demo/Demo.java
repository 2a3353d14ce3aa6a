// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.ringpost.media.compare.SpeechComparison;
import tools.jackson.databind.JsonNode;

/** {@code ./ringpost demo}: the main job by itself, on this machine, without sound hardware. */
public final class Demo {
  private static final Pattern PACKETS =
      Pattern.compile("(?m)^ringpost_sip_packets_total\\{[^}]*} ([0-9.eE+]+)$");

  /** How often they talk at most, until they have understood each other. */
  private static final int TALKS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private int talks = 1;
  private final Steps steps = new Steps(System.out);

  private Demo(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the demonstration.
   *
   * @param arguments {@code --keep} leaves the server running until Enter is pressed or the input
   *     ends
   */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    if (!List.of("--keep").containsAll(options)) {
      System.err.println(
          "usage: ./ringpost demo [--keep]     --keep leaves the server running and prints its address");
      System.exit(2);
    }
    Path parent = Files.createDirectories(Launcher.find().home().resolve(".ringpost"));
    Demo demo = new Demo(Files.createTempDirectory(parent, "demo-"));
    System.exit(demo.run(options.contains("--keep")) ? 0 : 1);
  }

  private boolean run(boolean keep) {
    System.out.println("Ringpost: a call by number, by itself, on this machine.");
    steps.say("recordings and logs: " + folder);
    steps.say("starting the server; the first start unpacks its database and takes longer …");
    try (RunningServer server =
        steps.step(
            "the directory server is ready (embedded database, free ports)",
            () -> RunningServer.start(folder.resolve("server")))) {
      steps.say(
          "http://127.0.0.1:"
              + server.httpPort()
              + "/ · SIP port "
              + server.sipPort()
              + " · TLS port "
              + server.sipsPort());
      calls(server);
      if (keep) {
        waitForEnter(server);
      }
    } catch (AssertionError | RuntimeException e) {
      steps.stop(e);
    }
    boolean right = steps.summary();
    System.out.println("Listen: " + recording("bo", talks) + ", " + recording("ada", talks));
    if (right) {
      forget(folder.resolve("server"));
    }
    return right;
  }

  /** The server's data are 150 MB, and nobody needs them any more. */
  private static void forget(Path data) {
    try (Stream<Path> all = Files.walk(data)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException stillInUse) {
      System.out.println("You can delete " + data + ".");
    }
  }

  private void calls(RunningServer server) {
    String ada =
        steps.step(
            "ada signs up and is given a number",
            () -> server.signUp("ada", "a long enough password", "", "Ada"));
    String bo =
        steps.step(
            "bo signs up and asks for the number 새벽",
            () -> server.signUp("bo", "another good password", "새벽", "Bo"));
    String away =
        steps.step(
            "cy signs up, and stays away",
            () -> server.signUp("cy", "yet another password", "2000", "Cy"));
    steps.say("ada is " + ada + ", bo is " + bo + ", cy is " + away);

    Path a = Talk.sentence("sentence-a.wav", folder);
    Path b = Talk.sentence("sentence-b.wav", folder);
    String address = "127.0.0.1:" + server.sipPort();
    try (RunningPhone first = phone(address, "ada", "a long enough password", a, "heard.wav");
        RunningPhone second = phone(address, "bo", "another good password", b, "heard.wav")) {
      steps.step("ada's softphone has reported where it is", () -> first.await("registered"));
      steps.step("bo's softphone has reported where it is", () -> second.await("registered"));
      call(server, first, second, bo, a, b);
    }
    message(server, address, away);
    history(server);
  }

  private RunningPhone phone(
      String server, String id, String password, Path speech, String heard, String... more) {
    Path own = folder.resolve(id);
    List<String> options = new ArrayList<>(List.of("--bind", "127.0.0.1"));
    options.addAll(List.of("--audio-in", speech.toString()));
    options.addAll(List.of("--audio-out", own.resolve(heard).toString()));
    options.addAll(List.of(more));
    return RunningPhone.start(own, server, id, password, options.toArray(String[]::new));
  }

  private void call(
      RunningServer server,
      RunningPhone first,
      RunningPhone second,
      String number,
      Path a,
      Path b) {
    ring(first, second, number);
    talk(server, first, second);
    for (int again = 2; again <= TALKS && !bothHeard(again - 1, a, b); again++) {
      // A machine that does other things meanwhile gives nobody their 20 ms in time.
      steps.say("that was not understood: is this machine busy? They talk once more.");
      ring(first, second, number);
      talk(server, first, second);
      talks = again;
    }
    heard("bo heard what ada said", a, recording("bo", talks));
    heard("ada heard what bo said", b, recording("ada", talks));
  }

  private void ring(RunningPhone first, RunningPhone second, String number) {
    first.command("dial " + number);
    steps.step(
        "ada dials " + number + ": bo's telephone rings and shows who calls",
        () -> expectCaller(second.await("incoming"), "Ada"));
    steps.step("ada hears it ring, because bo's telephone said so", () -> first.await("ringing"));
    second.command("answer");
    steps.step("bo answers", () -> first.await("answered"));
  }

  private void talk(RunningServer server, RunningPhone first, RunningPhone second) {
    JsonNode media = steps.step("the two telephones are connected", () -> first.await("media"));
    second.await("media");
    steps.check(
        "the talk is encrypted: "
            + media.path("encryption").asString()
            + ", "
            + media.path("codec").asString(),
        "DTLS-SRTP".equals(media.path("encryption").asString()));
    double before = packets(server);
    steps.step(
        "they talk for eight seconds", () -> List.of(statistics(first, 8), statistics(second, 1)));
    steps.check(
        "meanwhile the server passed %.0f packets: the talk goes from peer to peer"
            .formatted(packets(server) - before),
        packets(server) - before < 10);
    second.command("hangup");
    steps.step("bo hangs up, ada's telephone knows", () -> first.await("ended"));
    second.await("ended");
  }

  private boolean bothHeard(int talk, Path a, Path b) {
    SpeechComparison bo = Talk.compare(a, recording("bo", talk));
    SpeechComparison ada = Talk.compare(b, recording("ada", talk));
    if (Talk.understood(bo) && Talk.understood(ada)) {
      return true;
    }
    steps.say("bo heard: " + Talk.describe(bo) + "; ada heard: " + Talk.describe(ada));
    return false;
  }

  private Path recording(String who, int talk) {
    return folder.resolve(who).resolve(talk == 1 ? "heard.wav" : "heard-" + talk + ".wav");
  }

  private static JsonNode expectCaller(JsonNode incoming, String name) {
    if (!name.equals(incoming.path("name").asString())) {
      throw new AssertionError("the caller's name should be " + name + " in " + incoming);
    }
    return incoming;
  }

  private static JsonNode statistics(RunningPhone phone, int reports) {
    JsonNode last = phone.await("statistics");
    for (int i = 1; i < reports; i++) {
      last = phone.await("statistics");
    }
    return last;
  }

  private static double packets(RunningServer server) {
    Matcher counter = PACKETS.matcher(server.text("/actuator/prometheus"));
    double sum = -1;
    while (counter.find()) {
      sum = Math.max(sum, 0) + Double.parseDouble(counter.group(1));
    }
    if (sum < 0) {
      throw new AssertionError("the server publishes no ringpost_sip_packets_total");
    }
    return sum;
  }

  private void heard(String what, Path said, Path recording) {
    SpeechComparison heard = Talk.compare(said, recording);
    steps.check(
        what + " (" + Talk.describe(heard) + ", " + folder.relativize(recording) + ")",
        Talk.understood(heard));
  }

  private void message(RunningServer server, String address, String away) {
    Path said = Talk.message("sentence-a.wav", folder);
    try (RunningPhone caller =
        phone(address, "ada", "a long enough password", said, "heard-greeting.wav")) {
      caller.await("registered");
      caller.command("dial " + away);
      steps.step("ada dials cy, who is away: the server answers", () -> caller.await("answered"));
      steps.check(
          "no ringing was played for a telephone that does not ring",
          caller.events("ringing").isEmpty());
      steps.step("the server greets, and takes the message", () -> left(caller));
    }
    try (RunningPhone cy =
        phone(
            address,
            "cy",
            "yet another password",
            said,
            "heard.wav",
            "--web",
            "http://127.0.0.1:" + server.httpPort())) {
      steps.step(
          "cy signs in: the message lamp is lit",
          () -> cy.await("messages", m -> m.path("unheard").asInt() == 1, PATIENCE));
      cy.command("voicemail play 1");
      JsonNode played = steps.step("cy plays the message", () -> cy.await("voicemailPlayed"));
      heard(
          "cy heard what ada said",
          Talk.sentence("sentence-a.wav", folder),
          Path.of(played.path("file").asString()));
    }
  }

  private static JsonNode left(RunningPhone caller) {
    JsonNode unused = statistics(caller, Talk.MESSAGE_REPORTS);
    caller.command("digit #");
    return caller.await("ended");
  }

  private void history(RunningServer server) {
    JsonNode calls = server.get("/api/v1/calls", "cy", "yet another password");
    steps.check(
        "cy finds the missed call in the call history",
        !calls.isEmpty() && calls.get(0).path("missed").asBoolean());
  }

  private static void waitForEnter(RunningServer server) {
    System.out.println(
        "The server stays at http://127.0.0.1:"
            + server.httpPort()
            + "/ (SIP port "
            + server.sipPort()
            + "); press Enter to end it.");
    try {
      if (System.in.read() < 0) {
        server.process().waitFor();
      }
    } catch (IOException inputGone) {
      System.out.println("The input is closed; ending.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
