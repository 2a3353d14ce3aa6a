// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.Pcm;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.phone.account.SignIn;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFilesTest {
  @TempDir Path folder;

  private PhoneSettings settings(@Nullable Path in, @Nullable Path out, @Nullable Path ring) {
    return new PhoneSettings(
        new ServerAddress("127.0.0.1", 5060, TransportProtocol.UDP),
        new SignIn("ann", "secret", "127.0.0.1"),
        folder,
        Optional.empty(),
        () -> PhoneSettings.Plain.NEVER,
        Optional.ofNullable(in),
        Optional.ofNullable(out),
        Optional.ofNullable(ring),
        -1,
        60,
        PhoneSettings.VideoIn.NONE,
        List.of("opus"));
  }

  @Test
  void each_talk_has_its_own_recording_which_begins_with_the_first_sound() throws Exception {
    Path out = folder.resolve("heard.wav");
    AudioFiles sounds = AudioFiles.of(settings(null, out, null));
    AudioSink silent = sounds.sink();
    silent.close();
    assertThat(out).doesNotExist();
    for (int i = 0; i < 2; i++) {
      AudioSink sink = sounds.sink();
      sink.write(new short[Pcm.FRAME]);
      sink.close();
    }
    assertThat(out).exists();
    assertThat(folder.resolve("heard-2.wav")).exists();
    assertThat(folder.resolve("heard-3.wav")).doesNotExist();
  }

  @Test
  void file_without_an_ending_is_numbered_too() {
    assertThat(AudioFiles.numbered(Path.of("a/heard"), 3)).isEqualTo(Path.of("a/heard-3"));
    assertThat(AudioFiles.numbered(Path.of("heard.x.wav"), 2)).isEqualTo(Path.of("heard.x-2.wav"));
    assertThat(AudioFiles.numbered(Path.of(".wav"), 2)).isEqualTo(Path.of(".wav-2"));
  }

  @Test
  void missing_and_unreadable_files_are_named_with_their_option() throws Exception {
    Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
    Path none = folder.resolve("none.wav");
    assertThatThrownBy(() -> AudioFiles.of(settings(none, null, null)))
        .isInstanceOf(TelephoneException.class)
        .hasMessage("the file " + none + " (--audio-in) does not exist");
    assertThatThrownBy(() -> AudioFiles.of(settings(null, null, text)))
        .isInstanceOf(TelephoneException.class)
        .hasMessage(text + " is not a WAV file (--ring)");
    assertThatThrownBy(() -> AudioFiles.of(settings(null, none.resolve("x/out.wav"), null)))
        .isInstanceOf(TelephoneException.class)
        .hasMessageEndingWith("(--audio-out) cannot be written");
  }
}
