// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.media.voicemail.RecoveredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageFinisherTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream corrected = new ByteArrayOutputStream();

  private Optional<Finisher.Finished> finished(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("content"), content);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return new MessageFinisher(2000).finish(VoicemailKind.AUDIO, channel, corrected::write);
    }
  }

  @Test
  void tornRecording_getsItsEnd() throws IOException {
    byte[] whole = Prompt.silence(60_000).toOggOpus();
    Optional<Finisher.Finished> duration = finished(Arrays.copyOf(whole, whole.length * 2 / 3));
    assertThat(duration.orElseThrow().durationMs()).isBetween(20_000L, 45_000L);
    Path file = Files.write(folder.resolve("corrected"), corrected.toByteArray());
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      RecoveredMessage now = RecoveredMessage.of(channel);
      assertThat(now.complete()).isTrue();
      assertThat(now.durationMillis()).isEqualTo(duration.orElseThrow().durationMs());
    }
  }

  @Test
  void wholeRecording_staysAsItIs() throws IOException {
    assertThat(finished(Prompt.silence(3000).toOggOpus()).isPresent()).isTrue();
    assertThat(corrected.size()).isZero();
  }

  @Test
  void recordingThatIsTooShortOrNone_isDropped() throws IOException {
    assertThat(finished(Prompt.silence(1500).toOggOpus())).isEmpty();
    assertThat(finished(ByteBuffer.allocate(5000).array())).isEmpty();
    assertThat(corrected.size()).isZero();
  }
}
