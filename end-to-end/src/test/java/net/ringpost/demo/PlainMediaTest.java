// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One setting for all telephones of a member: whether they talk to those that cannot encrypt. */
class PlainMediaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void what_a_member_chooses_at_the_site_holds_for_the_own_telephones() {
    RunningServer server = SharedServer.get();
    Member ada = Member.signUp(server, folder, "plain-ada", "", 'a');
    Member bo = Member.signUp(server, folder, "plain-bo", "", 'b');
    try (RunningPhone a = ada.silentPhone(server, "--plain", "only");
        RunningPhone b = bo.silentPhone(server, "--auto-answer")) {
      a.command("dial " + bo.number());
      assertThat(a.await("ended").path("status").asInt()).isEqualTo(488);
      choose(server, bo, b, true);
      await("refused").atMost(PATIENCE).until(() -> talks(a, bo));
      assertThat(a.await("media").path("encryption").asString()).isEqualTo("none");
      assertThat(b.await("media").path("encryption").asString()).isEqualTo("none");
      a.command("hangup");
      b.await("ended");
      choose(server, bo, b, false);
      await("taken").atMost(PATIENCE).until(() -> !talks(a, bo));
    }
  }

  /** The telephone asks when it registers, and knows it soon after. */
  private static void choose(RunningServer server, Member who, RunningPhone phone, boolean plain) {
    server.patch("/api/v1/me", who.id(), who.password(), "{\"plainMedia\":" + plain + "}");
    phone.command("unregister");
    phone.await("unregistered");
    phone.command("register");
    phone.await("registered");
  }

  /** Calls; a call that was taken goes on. */
  private static boolean talks(RunningPhone caller, Member callee) {
    long refused = refused(caller);
    int taken = caller.events("media").size();
    caller.command("hangup");
    caller.command("dial " + callee.number());
    await("neither refused nor taken")
        .atMost(PATIENCE)
        .until(() -> refused(caller) > refused || caller.events("media").size() > taken);
    return caller.events("media").size() > taken;
  }

  private static long refused(RunningPhone caller) {
    return caller.events("ended").stream().filter(e -> e.path("status").asInt() == 488).count();
  }
}
