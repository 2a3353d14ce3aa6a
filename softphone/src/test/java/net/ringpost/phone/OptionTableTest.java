// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option of the telephone, wrong in the ways in which people get it wrong: refused before
 * anything starts, in one line that names it.
 */
class OptionTableTest {
  /** Which values an option must refuse and which it must take; words, '' for none. */
  private static final Map<String, String[]> VALUES =
      Map.ofEntries(
          row("--server", "'' h:x h:0 h:70000 a:b:c", "example.org 192.0.2.7:5060 [::1]:5060"),
          row("--id", "'' a\nb", "ada 1001 새벽"),
          row("--domain", "'' a_b http://x", "example.org"),
          row("--audio-in", "'' /no/such.wav /tmp", "/etc/hostname"),
          row("--audio-out", "'' /no/such/folder/x.wav /tmp /", "/tmp/x.wav"),
          row("--ring", "'' /no/such.wav /tmp", "/etc/hostname"),
          row("--auto-answer", "-5 -1 x 1.5 99999999999", "0 2000"),
          row("--codecs", ", '' x opus,x opus,opus opus,,PCMU", "opus opus,PCMU,PCMA pcmu"),
          row("--expires", "5 0 -1 x 86401", "60 300"),
          row("--bind", "'' 300.1.1.1 192.0.2.77", "127.0.0.1"),
          row("--data", "'' /dev/null", "/tmp /tmp/not-there-yet"),
          row(
              "--web",
              "'' ftp://x x http:// https:x https://a@b/ http://x:99999/",
              "https://example.org/ http://127.0.0.1:8080"));

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
          .doesNotContain("Exception");
    }
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
