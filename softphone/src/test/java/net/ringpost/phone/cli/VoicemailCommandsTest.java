// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.call.PhoneEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out before the server is asked. */
class VoicemailCommandsTest {
  @TempDir private Path folder;
  private final BlockingQueue<PhoneEvent> told = new LinkedBlockingQueue<>();
  private final VoicemailCommands commands =
      new VoicemailCommands(
          () -> URI.create("http://127.0.0.1:1/"),
          new SignIn("ann", "secret", "127.0.0.1"),
          Path.of("unused"),
          told::add);

  @AfterEach
  void close() {
    commands.close();
  }

  private void refused(String command, String why) throws InterruptedException {
    commands.perform(command);
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new PhoneEvent.Error(why));
  }

  @Test
  void greeting_that_cannot_be_sent_is_explained() throws Exception {
    Path big = folder.resolve("a long one.wav");
    Files.write(big, new byte[12_000_001]);
    Path none = folder.resolve("none.wav");
    refused("greeting", "which greeting? voicemail greeting FILE, or voicemail greeting default");
    refused("greeting " + none, none + " cannot be read: there is none");
    refused("greeting " + folder, folder + " cannot be read: it is no file, or not for you");
    refused("greeting " + big, big + " is too long for a greeting: it may have one minute at most");
  }
}
