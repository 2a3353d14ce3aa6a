// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The telephone is heard ringing. The sound card is ALSA's own that writes into a file. */
class RingTest {
  @TempDir Path folder;

  @Test
  void telephone_rings_until_it_is_answered() throws IOException {
    Path played = folder.resolve("played.raw");
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        home.resolve(".asoundrc"),
        "pcm.!default { type file slave.pcm \"null\" file \"" + played + "\" format \"raw\" }\n");
    short[] ring = WavFile.readShipped("ring");
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = withBell(server, bo, home)) {
        a.command("dial " + bo.number());
        b.await("incoming");
        a.await("ringing");
        Eventually.happens(
            () -> samples(played).length > ring.length + Pcm.RATE,
            Duration.ofSeconds(20),
            () -> samples(played).length + " samples were played");
        b.command("answer");
        a.await("media");
        int rung = samples(played).length;
        a.await("statistics");
        assertThat(samples(played)).as("silent once answered").hasSize(rung);
        short[] heard = samples(played);
        short[] again = new short[heard.length];
        for (int i = 0; i < again.length; i++) {
          again[i] = ring[i % ring.length];
        }
        assertThat(heard).containsExactly(again);
      }
    }
  }

  private static RunningPhone withBell(RunningServer server, Member who, Path home) {
    RunningPhone phone =
        RunningPhone.start(
            Launcher.find(),
            Map.of("HOME", home.toString()),
            who.folder(),
            "127.0.0.1:" + server.sipPort(),
            who.id(),
            who.password(),
            "--bind",
            "127.0.0.1");
    phone.await("registered");
    return phone;
  }

  private static short[] samples(Path raw) {
    try {
      byte[] bytes = Files.exists(raw) ? Files.readAllBytes(raw) : new byte[0];
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
