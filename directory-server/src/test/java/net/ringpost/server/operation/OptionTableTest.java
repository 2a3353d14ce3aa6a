// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.ringpost.server.RingpostServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every option of every command, wrong in the ways in which people get it wrong: refused before
 * anything starts, in one line that names it, wherever it comes from.
 */
class OptionTableTest {
  private static final String PORT_WRONG = "-1 65536 70000 x 80.5 99999999999 ''";

  /** Which values an option must refuse and which it must take; words, '' for none. */
  private static final Map<String, String[]> VALUES =
      Map.ofEntries(
          row("--data", "/dev/null ''", "/tmp /tmp/not-there-yet"),
          row(
              "--db-url",
              "postgres://h/n jdbc:mysql://h jdbc:mysql:///n jdbc:mysql://h/ x ''",
              "jdbc:mysql://h/n jdbc:mariadb://h:3306/n?a=b"),
          row("--db-user", "'' \n", "ringpost"),
          row("--db-password-file", "/no/such/file /tmp ''", "/etc/hostname"),
          row("--realm", "'' a\"b a\\b a\nb", "ringpost my-realm"),
          row("--number-plan", "0 -5 x 1000000000000000 ''", "1 1000 999999999999999"),
          row("--bind", "300.1.1.1 192.0.2.77 ''", "127.0.0.1 0.0.0.0"),
          row("--http-port", PORT_WRONG, "0 1024 65535"),
          row("--sip-port", PORT_WRONG, "0 1024 65535"),
          row("--sips-port", PORT_WRONG, "0 1024 65535"),
          row("--domain", "'' a_b http://x a..b -a", "example.org localhost 192.0.2.7"),
          row(
              "--trusted-peer",
              "300.1.1.1/8 10.0.0.0/33 10.0.0.0/-1 example.org 10/8 ''",
              "10.0.0.0/8 192.0.2.7 2001:db8::/32"),
          row("--voicemail-quota", "-1 1000001 x ''", "0 500"),
          row("--voicemail-longest", "0 -1 1801 x", "60 1800"),
          row("--voicemail-shortest", "-1 1800 180 x", "0 2"),
          row("--voicemail-silence", "0 -1 1801 x", "1 120"),
          row("--voicemail-calls", "-1 100001 x", "0 1000"),
          row(
              "--voicemail-ports",
              "1-2 40000 50000-40000 40000-40001 40000-70000 x",
              "40000-49999"),
          // Both, or neither.
          row("--tls-certificate", "/no/such/file /tmp '' /etc/hostname", ""),
          row("--tls-key", "/no/such/file /tmp '' /etc/hostname", ""),
          row("--forwarded-by", "300.1.1.1/8 10.0.0.0/33 example.org ''", "127.0.0.1 10.0.0.0/8"),
          row(
              "--site-url",
              "example.org ftp://x/ https:///x https://a@b/ https://b/?q ''",
              "https://example.org http://[::1]:81/"),
          row("--keys", "/tmp ''", ""),
          row(
              "--reserved",
              "119-110 1-999 1-99999999 a,,b a, ,a , a:b",
              "110-119,911 +49110,sos *97 ''"),
          row("--sign-up-limit", "-1 1000001 x ''", "0 10"),
          row("--uses", "0 -1 1000001 x ''", "1 100"),
          row("--days", "0 -1 3651 x ''", "1 30"),
          row("--revoke", "''", "abcd-efgh"),
          row("--password-file", "/no/such/file /tmp ''", "/etc/hostname"));

  @TempDir static Path folder;

  private static Map.Entry<String, String[]> row(String option, String wrong, String right) {
    return Map.entry(option, new String[] {wrong, right});
  }

  private record Outcome(int exit, String out, String errors) {}

  private static CommandLine commandLine(Map<String, String> properties, Map<String, String> env) {
    CommandLine line = RingpostServer.commandLine(new OptionDefaults(env::get, properties::get));
    // Nothing is started, whatever is let through.
    line.setExecutionStrategy(new OptionCheck(parsed -> 0));
    return line;
  }

  private static Outcome run(
      Map<String, String> properties, Map<String, String> env, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = commandLine(properties, env);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(errors, true));
    int exit = line.execute(arguments.toArray(String[]::new));
    return new Outcome(exit, out.toString(), errors.toString());
  }

  /** All commands below the main one, with their options. */
  private record Of(String command, OptionSpec option, List<String> before) {
    @Override
    public String toString() {
      return command + " " + option.longestName();
    }
  }

  static Stream<Of> options() {
    List<Of> all = new ArrayList<>();
    collect(commandLine(Map.of(), Map.of()), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine line, List<String> words, List<Of> all) {
    if (!words.isEmpty() && line.getSubcommands().isEmpty()) {
      List<String> before = new ArrayList<>(words);
      for (PositionalParamSpec parameter : line.getCommandSpec().positionalParameters()) {
        for (int i = 0; i < parameter.arity().min(); i++) {
          before.add("/etc/hostname");
        }
      }
      for (OptionSpec option : line.getCommandSpec().options()) {
        if (!option.usageHelp() && !option.versionHelp()) {
          all.add(new Of(String.join(" ", words), option, before));
        }
      }
    }
    line.getSubcommands()
        .forEach(
            (name, sub) ->
                collect(sub, Stream.concat(words.stream(), Stream.of(name)).toList(), all));
  }

  private static List<String> words(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(w -> w.equals("''") ? "" : w).toList();
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

  private static void assertRefused(Outcome outcome, String option) {
    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errors().strip().lines()).as(outcome.errors()).hasSize(1);
    assertThat(outcome.errors())
        .startsWith("ringpost: ")
        .contains(option)
        .doesNotContain("defect")
        .doesNotContain("Exception")
        .doesNotContain("Usage")
        // The words of programmers.
        .doesNotContainPattern("is not an? (int|long|boolean)")
        .doesNotContain("expected one of");
  }

  @ParameterizedTest
  @MethodSource("options")
  void wrong_values_are_refused_wherever_they_come_from(Of of) {
    String name = of.option().longestName();
    for (String value : wrong(of.option())) {
      List<String> given = new ArrayList<>(of.before());
      given.add(name + "=" + value);
      assertRefused(run(Map.of(), Map.of(), given), name);
      Map<String, String> property = Map.of("ringpost." + name.substring(2), value);
      assertThat(run(property, Map.of(), of.before()))
          .satisfies(outcome -> assertRefused(outcome, name));
      String variable = "RINGPOST_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
      assertThat(run(Map.of(), Map.of(variable, value), of.before()))
          .satisfies(outcome -> assertRefused(outcome, name));
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void right_values_are_taken(Of of) {
    String @Nullable [] values = VALUES.get(of.option().longestName());
    for (String value : words(values == null ? "" : values[1])) {
      List<String> given = new ArrayList<>(of.before());
      given.addAll(List.of(of.option().longestName(), value));
      Outcome outcome = run(Map.of(), Map.of(), given);
      assertThat(outcome.exit()).as(value + ": " + outcome).isZero();
    }
  }

  @Test
  void a_sentence_says_where_a_wrong_value_comes_from() {
    assertThat(run(Map.of(), Map.of("RINGPOST_HTTP_PORT", "70000"), List.of("server")).errors())
        .isEqualToIgnoringNewLines(
            "ringpost: --http-port must be from 0 to 65535, not 70000, from the environment variable"
                + " RINGPOST_HTTP_PORT (ringpost server --help shows the options)");
    assertThat(run(Map.of("ringpost.bind", "x y"), Map.of(), List.of("server")).errors())
        .contains("--bind", "is no address", "from the property ringpost.bind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server --http-port=abc|--http-port must be a number from 0 to 65535, not 'abc'",
        "server --sign-up=sometimes|--sign-up must be open, invite or closed, not 'sometimes'",
        "server --closed=perhaps|--closed must be true or false, not 'perhaps'",
        "member invite --days=soon|--days must be a number from 1 to 3650, not 'soon'"
      })
  void what_cannot_be_read_is_answered_with_what_would_be_right(String arguments, String words) {
    Outcome outcome = run(Map.of(), Map.of(), List.of(arguments.split(" ")));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors()).startsWith("ringpost: " + words + " (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server --no-such-option",
        "server --http-port",
        "server surplus",
        "import",
        "backup",
        "restore a b",
        "nonsense"
      })
  void what_there_is_not_or_is_missing_is_told_in_one_line_without_the_usage(String arguments) {
    Outcome outcome = run(Map.of(), Map.of(), List.of(arguments.split(" ")));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors().strip().lines()).as(outcome.errors()).hasSize(1);
    assertThat(outcome.errors()).doesNotContain("Usage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | there is no 'ringpost nonsense': say server, import, member, backup or restore",
        "member foo | there is no 'ringpost member foo': say list, disable, enable, delete,"
            + " reset-password or invite",
        "member --data /tmp | --data comes after what is to be done: ringpost member list --data",
        "member disable | MEMBER is missing: write ringpost member disable MEMBER",
        "import | FILE.csv is missing: write ringpost import FILE.csv",
        "import /tmp | the file /tmp cannot be read: it is a folder",
        "import /no/such | the file /no/such cannot be read: there is no such file",
        "restore /no/such | the file /no/such cannot be read: there is no such file",
        "restore /etc/hostname b | 'b' is too much: write ringpost restore [OPTIONS] FILE",
        "server surplus | 'surplus' is too much: write ringpost server [OPTIONS]",
        "server --htpp-port=1 | there is no option --htpp-port: --http-port is the nearest",
        "server --http-port | --http-port needs a value: --http-port PORT",
        "server --http-port 1 --http-port 2 | --http-port is there twice: give it once",
        "backup x --realm y | there is no option --realm",
      })
  void what_is_wrong_is_said_in_plain_words(String arguments, String sentence) {
    Outcome outcome = run(Map.of(), Map.of(), List.of(arguments.split(" ")));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors()).startsWith("ringpost: " + sentence);
    assertThat(outcome.errors().strip().lines()).hasSize(1);
  }

  @Test
  void names_with_spaces_cannot_be_reserved() {
    assertRefused(run(Map.of(), Map.of(), List.of("server", "--reserved", "a b")), "--reserved");
  }

  @Test
  void a_certificate_that_is_none_is_refused_before_anything_starts() throws IOException {
    String none = Files.writeString(folder.resolve("none.pem"), "no certificate").toString();
    Outcome outcome =
        run(Map.of(), Map.of(), List.of("server", "--tls-certificate", none, "--tls-key", none));
    assertRefused(outcome, "--tls-certificate");
    assertThat(outcome.errors()).contains("--tls-key", none);
  }

  @Test
  void a_file_to_import_is_text_in_utf_8_or_nothing_begins() throws IOException {
    Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xe4});
    Outcome outcome = run(Map.of(), Map.of(), List.of("import", latin.toString()));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors()).contains(latin.toString(), "it is not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "restore", "member list", "member disable", "member invite"})
  void the_usage_lists_no_option_that_means_nothing_to_the_command(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("--help");
    assertThat(run(Map.of(), Map.of(), arguments).out())
        .contains("--data", "--db-url")
        .doesNotContain("--realm", "--number-plan", "--reserved");
  }

  @Test
  void the_usage_is_shown_to_who_asks_for_it_and_on_standard_output() {
    Outcome outcome = run(Map.of(), Map.of(), List.of("server", "--help"));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Usage:", "--voicemail-quota");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void ports_that_are_the_same_are_refused() {
    Outcome outcome =
        run(Map.of(), Map.of(), List.of("server", "--http-port=5060", "--sips-port=5062"));
    assertRefused(outcome, "--http-port");
    assertThat(outcome.errors()).contains("--sip-port");
  }

  @Test
  void a_key_of_tls_needs_its_certificate() throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), "");
    assertRefused(
        run(Map.of(), Map.of(), List.of("server", "--tls-key", file.toString())), "--tls-key");
  }

  @Test
  void a_port_that_this_user_may_not_open_is_refused_and_one_that_is_taken_is_not_its_matter()
      throws IOException {
    PortCheck denied =
        new PortCheck(
            (address, port) -> {
              throw new BindException("Permission denied");
            });
    assertThatThrownBy(() -> denied.check("--http-port", null, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--http-port 80")
        .hasMessageContaining("1024");
    denied.check("--http-port", null, 8080);
    denied.check("--http-port", null, 0);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      new PortCheck().check("--http-port", taken.getInetAddress(), taken.getLocalPort());
    }
  }
}
