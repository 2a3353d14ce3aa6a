// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.Telephone;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to a telephone whose server never answers. */
class CommandReaderTest {
  @TempDir Path folder;
  private final List<PhoneEvent> told = new CopyOnWriteArrayList<>();

  private List<String> errors(String commands) throws Exception {
    try (DatagramSocket silent =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      PhoneSettings settings =
          new PhoneSettings(
              new ServerAddress("127.0.0.1", silent.getLocalPort(), TransportProtocol.UDP),
              new SignIn("ann", "secret", "127.0.0.1"),
              folder,
              Optional.of("127.0.0.1"),
              () -> PhoneSettings.Plain.NEVER,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              -1,
              60,
              PhoneSettings.VideoIn.NONE,
              List.of("opus"));
      URI site = URI.create("http://127.0.0.1:1/");
      try (Telephone telephone = Telephone.start(settings, told::add);
          VoicemailCommands voicemail =
              new VoicemailCommands(() -> site, settings.signIn(), folder, told::add);
          HistoryCommands history = new HistoryCommands(() -> site, settings.signIn(), told::add)) {
        new CommandReader(telephone, voicemail, history, told::add)
            .run(new BufferedReader(new StringReader(commands)));
      }
    }
    return told.stream()
        .filter(PhoneEvent.Error.class::isInstance)
        .map(e -> ((PhoneEvent.Error) e).message())
        .toList();
  }

  @Test
  void commands_that_make_no_sense_now_are_answered_with_what_is_wrong() throws Exception {
    assertThat(
            errors("\nanswer\n hangup \nreject busy\nhold\ndigit 5\nmute\nstatus\nquit\nanswer\n"))
        .containsExactly(
            "nobody is calling",
            "there is no call",
            "nobody is calling",
            "there is no call",
            "there is no call",
            "there is no call");
    assertThat(told).contains(new PhoneEvent.State(false, 0));
  }

  @Test
  void unknown_and_incomplete_commands_are_explained() throws Exception {
    assertThat(errors("dial\nfoo bar\ndial sip:a@b:x\ndial --video\ndial bob --video"))
        .hasSize(5)
        .anyMatch(m -> m.contains("--video-in test"))
        .anyMatch(m -> m.startsWith("'dial' needs a number"))
        .anyMatch(m -> m.startsWith("there is no command 'foo': 'help' lists"))
        .anyMatch(m -> m.startsWith("'sip:a@b:x' cannot be dialled"));
  }

  @Test
  void dialled_call_is_cancelled_by_hanging_up() throws Exception {
    assertThat(errors("dial bob\nhangup\nhangup")).containsExactly("there is no call");
    assertThat(told)
        .contains(new PhoneEvent.Dialling(1, "bob"), new PhoneEvent.Ended(1, "cancelled", 487));
  }

  @Test
  void help_is_no_error() throws Exception {
    assertThat(errors("help")).isEmpty();
    assertThat(told)
        .filteredOn(PhoneEvent.Help.class::isInstance)
        .singleElement()
        .satisfies(
            e ->
                assertThat(((PhoneEvent.Help) e).commands())
                    .contains("redial", "history [HOW MANY]", "voicemail undelete [N]"));
  }

  @Test
  void redial_repeats_what_was_dialled_last() throws Exception {
    assertThat(errors("dial bob\nhangup\nredial\nhangup")).isEmpty();
    assertThat(told).contains(new PhoneEvent.Dialling(1, "bob"), new PhoneEvent.Dialling(2, "bob"));
  }

  @Test
  void redial_does_not_take_what_was_refused() throws Exception {
    assertThat(errors("dial bob\ndial cat\nhangup\ndial sip:a@b:x\nredial\nhangup"))
        .containsExactly(
            "there is a call already: hang up first",
            "'sip:a@b:x' cannot be dialled: write a number, or NAME@SERVER");
    assertThat(told)
        .filteredOn(PhoneEvent.Dialling.class::isInstance)
        .containsExactly(new PhoneEvent.Dialling(1, "bob"), new PhoneEvent.Dialling(2, "bob"));
  }

  @Test
  void commands_are_read_in_any_case() throws Exception {
    assertThat(errors("HELP\nDial bob\nHANGUP\nReject BUSY\nQUIT\nfoo"))
        .containsExactly("nobody is calling");
    assertThat(told)
        .anyMatch(PhoneEvent.Help.class::isInstance)
        .contains(new PhoneEvent.Dialling(1, "bob"), new PhoneEvent.Ended(1, "cancelled", 487));
  }

  @Test
  void own_number_reaches_the_own_voice_mail() throws Exception {
    assertThat(errors("dial ANN\nhangup\ndial sip:ann@127.0.0.1\nhangup\ndial ann@b.example"))
        .isEmpty();
    assertThat(told)
        .contains(
            new PhoneEvent.Dialling(1, "*97"),
            new PhoneEvent.Dialling(2, "*97"),
            new PhoneEvent.Dialling(3, "ann@b.example"));
  }
}
