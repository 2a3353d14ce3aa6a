// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server and its database while hundreds of terminals register: each that
 * was acknowledged is known to the next server. Seen to fail with a registrar that answers before
 * it has stored. {@code -Dringpost.kills=20} kills more often.
 */
class RegistrationKillTest {
  private static final int KILLS = Integer.getInteger("ringpost.kills", 1);
  private static final int MEMBERS = 40;

  /** As many as a number can have. */
  private static final int TERMINALS = 10;

  /** So many are waited for before the kill, in later rounds some more. */
  private static final int ENOUGH = 200;

  /** REGISTERs that have no answer yet: no more than a socket's buffer holds. */
  private static final int UNDER_WAY = 50;

  private static final int SILENCE = 200;
  private static final String PASSWORD = "one-password-for-all";
  private static final String DOMAIN = "sip:127.0.0.1";
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"[^\r]*SHA-256");
  private static final Pattern CALL_ID = Pattern.compile("\r\nCall-ID: *([^\r]+)");
  private static final Pattern TERMINAL = Pattern.compile("<sip:(member\\d+\\.\\d+)@");
  private static final Pattern TO = Pattern.compile("\r\nTo: *([^\r]+)");

  @TempDir private Path folder;
  private RunningServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = Integer.parseInt(Sipp.freePort());
    server = RunningServer.start(folder.resolve("server"), "--reach", "handover");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_was_acknowledged_is_known_afterwards() throws IOException {
    for (int round = 0; round < KILLS; round++) {
      List<String> members = signUp(round);
      Set<String> acknowledged = registerUntilKilled(members, ENOUGH + (13 * round) % 100);
      restart();
      Set<String> lost = new TreeSet<>(acknowledged);
      lost.removeAll(known(acknowledged));
      assertThat(lost).as("acknowledged and lost, of %d", acknowledged.size()).isEmpty();
    }
  }

  private List<String> signUp(int round) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      String id = "member" + (round * MEMBERS + i);
      server.signUp(id, PASSWORD, "", "");
      members.add(id);
    }
    return members;
  }

  /** The terminals that were acknowledged; a terminal is called {@code MEMBER.N}. */
  private Set<String> registerUntilKilled(List<String> members, int enough) throws IOException {
    List<String> terminals =
        members.stream()
            .flatMap(m -> Stream.iterate(0, n -> n + 1).limit(TERMINALS).map(n -> m + "." + n))
            .toList();
    List<ProcessHandle> victims = victims();
    try (SipLine line = line()) {
      Map<String, String> challenges =
          exchange(line, terminals, t -> register(t, 1, ""), "401", terminals.size());
      Map<String, String> answers =
          exchange(
              line,
              terminals,
              t -> register(t, 2, proof(t, challenges.getOrDefault(t, ""))),
              "200",
              enough);
      victims.forEach(ProcessHandle::destroyForcibly);
      victims.forEach(p -> p.onExit().join());
      // What had been sent when they died was acknowledged, too.
      for (String late = line.read(SILENCE); late != null; late = line.read(SILENCE)) {
        if (late.startsWith("SIP/2.0 200 ")) {
          answers.put(first(CALL_ID, late), late);
        }
      }
      System.out.printf(
          "killed when %d, in the end %d of %d were acknowledged%n",
          enough, answers.size(), terminals.size());
      return answers.keySet();
    }
  }

  /** The database first: it must not go on with what the server had not waited for. */
  private List<ProcessHandle> victims() {
    List<ProcessHandle> all = new ArrayList<>();
    server
        .process()
        .toHandle()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("mariadbd"))
        .forEach(all::add);
    assertThat(all).as("the database").hasSize(1);
    all.add(server.process().toHandle());
    return all;
  }

  /**
   * Asks for each of the terminals, some at the same time, until enough of them have their answer.
   *
   * @return the answers by terminal
   */
  private static Map<String, String> exchange(
      SipLine line,
      List<String> terminals,
      UnaryOperator<String> request,
      String status,
      int enough)
      throws IOException {
    Map<String, String> answers = new HashMap<>();
    Iterator<String> next = terminals.iterator();
    int sent = 0;
    while (answers.size() < enough) {
      for (; next.hasNext() && sent < answers.size() + UNDER_WAY; sent++) {
        line.send(bytes(request.apply(next.next())));
      }
      String answer = line.answer();
      assertThat(answer).startsWith("SIP/2.0 " + status + " ");
      answers.put(first(CALL_ID, answer), answer);
    }
    return answers;
  }

  private void restart() {
    List<String> options = new ArrayList<>(List.of("--reach", "handover"));
    options.addAll(List.of(server.samePorts()));
    Path data = server.data();
    server.close();
    server = RunningServer.startOnGivenPorts(data, options.toArray(String[]::new));
  }

  /** All terminals that a caller is told of who calls the members of these. */
  private Set<String> known(Set<String> terminals) throws IOException {
    Set<String> all = new TreeSet<>();
    try (SipLine line = line()) {
      for (String member :
          terminals.stream().map(RegistrationKillTest::owner).distinct().toList()) {
        line.send(bytes(call("INVITE", member, "<" + address(member) + ">")));
        String answer = line.answer();
        // Where none is known, voice mail answers.
        assertThat(answer).as("%s, acknowledged before", member).startsWith("SIP/2.0 302 ");
        assertThat(first(CALL_ID, answer)).isEqualTo(member);
        line.send(bytes(call("ACK", member, first(TO, answer))));
        TERMINAL.matcher(answer).results().forEach(m -> all.add(m.group(1)));
      }
    }
    return all;
  }

  private SipLine line() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    return SipLine.udp(
        new InetSocketAddress(here, port), new InetSocketAddress(here, server.sipPort()));
  }

  private String register(String terminal, int cseq, String proof) {
    String address = "<" + address(owner(terminal)) + ">";
    return """
    REGISTER %1$s SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s-%4$d
    Max-Forwards: 70
    From: %5$s;tag=1
    To: %5$s
    Call-ID: %3$s
    CSeq: %4$d REGISTER
    Contact: <sip:%3$s@127.0.0.1:%2$d>
    %6$sContent-Length: 0

    """
        .formatted(DOMAIN, port, terminal, cseq, address, proof);
  }

  private String call(String method, String member, String to) {
    return """
    %1$s %2$s SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%4$s
    Max-Forwards: 70
    From: <sip:caller@elsewhere.example>;tag=1
    To: %5$s
    Call-ID: %4$s
    CSeq: 1 %1$s
    Contact: <sip:caller@127.0.0.1:%3$d>
    Content-Length: 0

    """
        .formatted(method, address(member), port, member, to);
  }

  private static String owner(String terminal) {
    return terminal.substring(0, terminal.indexOf('.'));
  }

  private static String address(String member) {
    return "sip:" + member + "@127.0.0.1";
  }

  /** RFC 7616 §3.4.1. */
  private static String proof(String terminal, String challenge) {
    String user = owner(terminal);
    String nonce = first(NONCE, challenge);
    String secret = sha256(user + ":ringpost:" + PASSWORD);
    String asked = sha256("REGISTER:" + DOMAIN);
    String response = sha256(secret + ":" + nonce + ":00000001:c:auth:" + asked);
    return "Authorization: Digest username=\"%s\", realm=\"ringpost\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=SHA-256, cnonce=\"c\", nc=00000001, qop=auth\n"
        .formatted(user, nonce, DOMAIN, response);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String first(Pattern pattern, String message) {
    Matcher m = pattern.matcher(message);
    assertThat(m.find()).as(pattern + " in " + message).isTrue();
    return m.group(1);
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
