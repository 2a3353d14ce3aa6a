// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another machine, as far as the network goes: a namespace beside that of the tests, joined with it
 * by a cable (veth). The tests' end of the cable has an address for good, the far end one that
 * changes.
 */
final class FarNetwork implements AutoCloseable {
  /** The far end's address at first. */
  static final String FIRST = "10.78.0.2";

  /** Another one in the same network. */
  static final String SECOND = "10.78.0.3";

  private static final String NEAR = "10.78.0.1";

  /** A process that does nothing but be in the namespace, until its input ends. */
  private final Process keeper;

  private String address = FIRST;

  private FarNetwork(Process keeper) {
    this.keeper = keeper;
  }

  /** Where no namespace can be made, see {@link Tools#need}. */
  static void need() {
    TalkNetwork.address();
  }

  /** Makes the namespace and lays the cable. */
  static FarNetwork open() {
    Process keeper = start(List.of("unshare", "-n", "sh", "-c", "echo there; exec cat"));
    FarNetwork far = new FarNetwork(keeper);
    try {
      keeper.inputReader().readLine();
      run("ip link add far0 type veth peer name far1");
      run("ip link set far1 netns " + keeper.pid());
      run("ip addr add " + NEAR + "/24 dev far0");
      run("ip link set far0 up");
      far.inside("ip link set lo up; ip link set far1 up; ip addr add " + FIRST + "/24 dev far1");
      return far;
    } catch (IOException | RuntimeException | AssertionError e) {
      far.close();
      throw new AssertionError("no network could be laid", e);
    }
  }

  /** The far machine's address is taken away, and it is given {@code next}. */
  void moveTo(String next) {
    inside("ip addr del " + address + "/24 dev far1; ip addr add " + next + "/24 dev far1");
    address = next;
  }

  /** Starts a member's softphone there and waits for nothing. */
  RunningPhone phone(Member member, RunningServer server, String transport) {
    int port = transport.equals("tls") ? server.sipsPort() : server.sipPort();
    return RunningPhone.start(
        Launcher.find().behind(enter()),
        member.folder(),
        NEAR + ":" + port,
        member.id(),
        member.password(),
        "--transport",
        transport);
  }

  private List<String> enter() {
    return List.of("nsenter", "--net=/proc/" + keeper.pid() + "/ns/net");
  }

  private void inside(String commands) {
    List<String> command = new ArrayList<>(enter());
    command.addAll(List.of("sh", "-e", "-c", commands));
    await(start(command), commands);
  }

  private static void run(String command) {
    await(start(List.of(command.split(" "))), command);
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, String what) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("did not work: " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Without its last process the namespace is gone, and the cable with it. */
  @Override
  public void close() {
    keeper.destroyForcibly();
    await(start(List.of("sh", "-c", "ip link del far0 2>/dev/null || true")), "taking far0 away");
  }
}
