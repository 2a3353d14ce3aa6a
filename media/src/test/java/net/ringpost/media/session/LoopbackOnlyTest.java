// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.ChildJava;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** On a machine that has nothing but the loopback interface. */
@NullMarked
class LoopbackOnlyTest {
  private static final List<String> NAMESPACE =
      List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

  private static boolean namespacesArePermitted() throws InterruptedException {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.add("true");
    try {
      Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void call_findsItsWayAndIsHeard() throws Exception {
    String refused = "no network namespace could be made here (unshare -rn is refused)";
    boolean permitted = namespacesArePermitted();
    if (!System.getenv().getOrDefault("CI", "").isEmpty()) {
      assertThat(permitted).as(refused + "; in CI nothing may be missing").isTrue();
    }
    Assumptions.assumeTrue(permitted, refused);
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(ChildJava.command(LoopbackCall.class));
    Process call = ChildJava.start(command);
    try {
      String said = String.valueOf(call.inputReader().readLine());
      String[] words = said.split(" ", -1);
      assertThat(words).as(said).hasSize(5);
      assertThat(List.of(words).subList(1, 4)).containsExactly("loopback", "DTLS-SRTP", "OPUS");
      assertThat(Integer.parseInt(words[0])).as("ms to the first sound").isLessThan(5000);
      assertThat(Double.parseDouble(words[4].toLowerCase(Locale.ROOT))).isGreaterThan(0.85);
      assertThat(call.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      call.destroyForcibly();
    }
  }
}
