// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option of the telephone, wrong in the ways in which people get it wrong: refused before
 * anything starts, in one line that names it.
 */
class OptionTableTest {
  /** A WAV file. */
  private static final String WAV = wav();

  private static String wav() {
    try {
      Path file = Files.createTempFile("ringpost", ".wav");
      file.toFile().deleteOnExit();
      try (WavSink sink = new WavSink(file)) {
        sink.write(new short[Pcm.FRAME]);
      }
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which values an option must refuse and which it must take; words, '' for none. */
  private static final Map<String, String[]> VALUES =
      Map.ofEntries(
          row("--server", "'' h:x h:0 h:70000 a:b:c", "example.org 192.0.2.7:5060 [::1]:5060"),
          row("--id", "'' a\nb a\tb a\u00a0b ada@x a:b a<b", "ada 1001 새벽 +82-2(123)45.67"),
          row("--domain", "'' a_b http://x", "example.org"),
          row("--audio-in", "'' /no/such.wav /tmp /etc/hostname /dev/null", WAV),
          row("--audio-out", "'' /no/such/folder/x.wav /tmp /", "/tmp/x.wav"),
          row("--ring", "'' /no/such.wav /tmp /etc/hostname /dev/null", WAV),
          row("--auto-answer", "-5 -1 x 1.5 99999999999", "0 2000"),
          row("--codecs", ", '' x opus,x opus,opus opus,,PCMU", "opus opus,PCMU,PCMA pcmu"),
          row("--expires", "5 0 -1 x 86401", "60 300"),
          row("--bind", "'' 300.1.1.1 192.0.2.77", "127.0.0.1"),
          row("--data", "'' /dev/null /dev/null/x", "/tmp /tmp/not-there-yet"),
          row(
              "--web",
              "'' ftp://x x http:// https:x https://a@b/ http://x:99999/ http://example.org/"
                  + " http://192.0.2.7:8080/ http://127.0.0.1.example.org/",
              "https://example.org/ HTTPS://x http://127.0.0.1:8080 http://localhost:8080/"
                  + " http://[::1]:81/"));

  private static Map.Entry<String, String[]> row(String option, String wrong, String right) {
    return Map.entry(option, new String[] {wrong, right});
  }

  static Stream<OptionSpec> options() {
    return RingpostPhone.commandLine().getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).map(w -> w.equals("''") ? "" : w).toList();
  }

  private static List<String> wrong(OptionSpec option) {
    if (option.arity().max() == 0) {
      return List.of("perhaps");
    }
    if (option.auxiliaryTypes()[0].isEnum()) {
      return List.of("no-such-choice", "");
    }
    String @Nullable [] values = VALUES.get(option.longestName());
    assertThat(values)
        .as("add to this table which values %s must refuse", option.longestName())
        .isNotNull();
    return values == null ? List.of() : words(values[0]);
  }

  private static List<String> with(String option, String value) {
    List<String> all = new ArrayList<>(List.of("--headless"));
    if (!option.equals("--server")) {
      all.add("--server=127.0.0.1");
    }
    if (!option.equals("--id")) {
      all.add("--id=ada");
    }
    all.remove(option);
    all.add(option + "=" + value);
    return all;
  }

  @ParameterizedTest
  @MethodSource("options")
  void wrong_values_are_refused(OptionSpec option) {
    String name = option.longestName();
    for (String value : wrong(option)) {
      StringWriter out = new StringWriter();
      StringWriter errors = new StringWriter();
      CommandLine line = RingpostPhone.commandLine();
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(errors, true));
      int exit = line.execute(with(name, value).toArray(String[]::new));
      assertThat(exit).as(name + " " + value + ": " + errors).isEqualTo(2);
      assertThat(out.toString()).isEmpty();
      assertThat(errors.toString().strip().lines()).as(errors.toString()).hasSize(1);
      assertThat(errors.toString())
          .startsWith("ringpost phone: ")
          .contains(name)
          .doesNotContain("Exception")
          // The words of programmers.
          .doesNotContainPattern("is not an? (int|long|boolean)")
          .doesNotContain("expected one of");
    }
  }

  private record Refusal(int exit, String words) {}

  private static Refusal refusal(String... arguments) {
    StringWriter errors = new StringWriter();
    CommandLine line = RingpostPhone.commandLine();
    line.setErr(new PrintWriter(errors, true));
    int exit = line.execute(arguments);
    return new Refusal(exit, errors.toString().strip());
  }

  @Test
  void an_id_has_no_space_but_a_number_may() {
    assertThat(refusal("--headless", "--server=h", "--id=a b"))
        .satisfies(r -> assertThat(r.exit()).isEqualTo(2))
        .satisfies(r -> assertThat(r.words()).contains("--id", "'a b' is no ID and no number"));
    CommandLine.ParseResult parsed =
        RingpostPhone.commandLine().parseArgs("--server=h", "--id=02 123-45");
    assertThat(parsed.<String>matchedOptionValue("--id", "")).isEqualTo("02 123-45");
  }

  @Test
  void a_choice_is_told_in_the_words_in_which_it_is_typed() {
    assertThat(refusal("--headless", "--server=h", "--id=a", "--transport=pigeon").words())
        .isEqualTo(
            "ringpost phone: --transport must be udp, tcp or tls, not 'pigeon' (--help shows the"
                + " options)");
    assertThat(refusal("--headless=perhaps", "--server=h", "--id=a").words())
        .startsWith("ringpost phone: --headless must be true or false, not 'perhaps'");
  }

  @Test
  void defaults_are_shown_as_they_would_be_typed() {
    String usage = RingpostPhone.commandLine().getUsageMessage();
    options()
        .filter(option -> option.auxiliaryTypes()[0].isEnum() && option.initialValue() != null)
        .forEach(
            option ->
                assertThat(usage)
                    .contains(
                        "default: "
                            + String.valueOf(option.initialValue()).toLowerCase(Locale.ROOT)));
    assertThat(usage)
        .doesNotContainPattern("default: [A-Z]{2}")
        .doesNotContain("null", "[opus", "-1");
  }

  @ParameterizedTest
  @MethodSource("options")
  void right_values_are_taken(OptionSpec option) {
    String @Nullable [] values = VALUES.get(option.longestName());
    if (values == null) {
      return;
    }
    for (String value : words(values[1])) {
      CommandLine.ParseResult parsed =
          RingpostPhone.commandLine()
              .parseArgs(with(option.longestName(), value).toArray(String[]::new));
      assertThat(parsed.hasMatchedOption(option.longestName())).isTrue();
    }
  }
}
