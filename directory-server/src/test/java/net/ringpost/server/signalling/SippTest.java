// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.Reach;
import net.ringpost.server.calling.CallLog;
import net.ringpost.server.calling.OwnHosts;
import net.ringpost.server.calling.People;
import net.ringpost.server.calling.StayInPath;
import net.ringpost.server.location.Binding;
import net.ringpost.server.location.BindingStorage;
import net.ringpost.sip.engine.EngineCounts;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIPp over a real socket; Debian: {@code apt install sip-tester}. */
@SuppressWarnings("AddressSelection") // only literals
class SippTest {
  private static final String IP = "127.0.0.1";
  private static final int CALLS = 1000;

  @TempDir private Path folder;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    loop.shutdownNow();
    writer.shutdownNow();
  }

  private static boolean installed(String program) {
    String path = String.valueOf(System.getenv("PATH"));
    for (String dir : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(dir, program))) {
        return true;
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket s = new DatagramSocket(new InetSocketAddress(IP, 0))) {
      return s.getLocalPort();
    }
  }

  private static Member member(long key, String id, String number) {
    Account account = new Account(key, id, number, "", null, false, 30, 0);
    return new Member(account, Credentials.of(id, number, Stage.REALM, "pw" + id));
  }

  /** A server at which Bert's terminal is at this port. */
  private Signalling signalling(int bertsPort) {
    Member anna = member(1, "anna", "1000");
    Member bert = member(2, "bert", "1001");
    People people =
        (name, then) ->
            then.found(
                switch (name) {
                  case "anna", "1000" -> new People.One(anna);
                  case "bert", "1001" -> new People.One(bert);
                  default -> People.Nobody.NOBODY;
                });
    InetSocketAddress local = new InetSocketAddress(IP, 0);
    Flow flow = new Flow(TransportProtocol.UDP, local, new InetSocketAddress(IP, bertsPort), 0);
    long now = System.nanoTime();
    Binding binding =
        new Binding(
            "sip:bert@" + IP + ":" + bertsPort,
            null,
            0,
            "x",
            1,
            1000,
            now,
            now + TimeUnit.HOURS.toNanos(1),
            flow,
            true);
    BindingStorage storage =
        new BindingStorage() {
          @Override
          public void write(List<Entry> entries, long at) {}

          @Override
          public List<Entry> load(long at) {
            return List.of(new Entry(2, "x", binding));
          }
        };
    OwnHosts own = new OwnHosts(List.of("example.com"), List.of(IP), List.of(5060));
    SignallingSettings settings =
        new SignallingSettings(
            own, Stage.REALM, List.of("127.0.0.0/8"), false, StayInPath.AUTO, Reach.RING);
    CallLog log =
        new CallLog() {
          @Override
          public void began(Attempt attempt) {}

          @Override
          public void decided(UUID call, Instant at, net.ringpost.sip.message.Status outcome) {
            answered.addAndGet(outcome.isSuccess() ? 1 : 0);
          }

          @Override
          public void ended(UUID call, Instant at) {}
        };
    Signalling.Key key = new Signalling.Key(new byte[32]);
    return new Signalling(
        settings, new Signalling.Parts(people, storage, log, loop, writer, e -> {}, key));
  }

  private Process run(String... command) throws IOException {
    Process p =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command[0] + started.size() + ".out").toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    started.add(p);
    return p;
  }

  private Path scenario(String name) throws IOException {
    Path file = folder.resolve(name);
    try (var in = SippTest.class.getResourceAsStream(name)) {
      Files.write(file, java.util.Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  private EngineCounts counts(UdpLoop udp)
      throws InterruptedException, ExecutionException, TimeoutException {
    return loop.submit(udp.engine::counts).get(5, TimeUnit.SECONDS);
  }

  @Test
  void a_thousand_overlapping_calls_none_lost_none_left_over() throws Exception {
    assumeTrue(installed("sipp"), "SIPp is not installed: apt install sip-tester");
    int bertsPort = freePort();
    Signalling signalling = signalling(bertsPort);
    signalling.start();
    String uas = Integer.toString(bertsPort);
    try (UdpLoop udp = new UdpLoop(new InetSocketAddress(IP, 0), loop, signalling)) {
      run(
          "sipp",
          "-sf",
          scenario("uas.xml").toString(),
          "-i",
          IP,
          "-p",
          uas,
          "-nostdin",
          "-timeout",
          "60",
          "-cp",
          Integer.toString(freePort()));
      // With talks of five seconds and 250 calls a second, all thousand are up at once.
      Process caller =
          run(
              "sipp",
              IP + ":" + udp.port(),
              "-sf",
              scenario("uac.xml").toString(),
              "-i",
              IP,
              "-p",
              Integer.toString(freePort()),
              "-s",
              "1001",
              "-key",
              "uas",
              uas,
              "-r",
              "250",
              "-m",
              Integer.toString(CALLS),
              "-l",
              "2000",
              "-d",
              "5000",
              "-recv_timeout",
              "20000",
              "-nostdin",
              "-timeout",
              "60",
              "-cp",
              Integer.toString(freePort()));
      assertThat(caller.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(caller.exitValue()).as("SIPp's failed calls").isZero();
      assertThat(answered).hasValue(CALLS);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!counts(udp).idle()) {
        assertThat(System.nanoTime()).as(counts(udp).toString()).isLessThan(end);
      }
    }
  }
}
