// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.ToneSource;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.device.WavSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The telephone is heard ringing. The sound card is ALSA's own that writes into a file. */
class RingTest {
  @TempDir Path folder;

  @Test
  void telephone_rings_until_it_is_answered() throws IOException {
    Path played = folder.resolve("played.raw");
    short[] ring = WavFile.readShipped("ring");
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = withBell(server, bo, played)) {
        a.command("dial " + bo.number());
        b.await("incoming");
        a.await("ringing");
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(samples(played).length)
                        .as("samples played")
                        .isGreaterThan(ring.length + Pcm.RATE));
        b.command("answer");
        a.await("media");
        int rung = samples(played).length;
        a.await("statistics");
        assertThat(samples(played)).as("silent once answered").hasSize(rung);
        assertRepeated(ring, samples(played));
      }
    }
  }

  @Test
  void telephone_rings_with_the_sound_it_was_given_and_answers_by_itself() throws IOException {
    Path played = folder.resolve("played.raw");
    Path bell = tone(folder.resolve("bell.wav"));
    short[] ring = WavFile.read(bell);
    RunningServer server = SharedServer.get();
    Member ada = Member.signUp(server, folder, "ringing", "", 'a');
    Member bo = Member.signUp(server, folder, "rung", "", 'b');
    try (RunningPhone a = ada.phone(server);
        RunningPhone b =
            withBell(server, bo, played, "--ring", bell.toString(), "--auto-answer", "2000")) {
      a.command("dial " + bo.number());
      b.await("incoming");
      a.await("ringing");
      b.await("answered");
      a.await("media");
      assertThat(samples(played)).hasSizeGreaterThan(ring.length);
      assertRepeated(ring, samples(played));
    }
  }

  /** Half a second of it. */
  private static Path tone(Path file) throws IOException {
    ToneSource tone = new ToneSource(440, 0.3);
    short[] frame = new short[Pcm.FRAME];
    try (WavSink out = new WavSink(file)) {
      for (int i = 0; i < 25; i++) {
        tone.read(frame);
        out.write(frame);
      }
    }
    return file;
  }

  private static void assertRepeated(short[] ring, short[] heard) {
    short[] again = new short[heard.length];
    for (int i = 0; i < again.length; i++) {
      again[i] = ring[i % ring.length];
    }
    assertThat(heard).containsExactly(again);
  }

  /** Its sound card writes what is played into {@code played}. */
  private static RunningPhone withBell(
      RunningServer server, Member who, Path played, String... more) throws IOException {
    Path home = Files.createDirectories(played.resolveSibling("home"));
    Files.writeString(
        home.resolve(".asoundrc"),
        "pcm.!default { type file slave.pcm \"null\" file \"" + played + "\" format \"raw\" }\n");
    List<String> options = new ArrayList<>(List.of("--bind", "127.0.0.1"));
    options.addAll(List.of(more));
    RunningPhone phone =
        RunningPhone.start(
            Launcher.find(),
            Map.of("HOME", home.toString()),
            who.folder(),
            "127.0.0.1:" + server.sipPort(),
            who.id(),
            who.password(),
            options.toArray(String[]::new));
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
