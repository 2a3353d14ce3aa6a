// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC references in the code name documents that docs/rfc-coverage.md lists, and real sections. */
class RfcReferencesTest {
  private static final List<String> MODULES =
      List.of("sip", "media", "db", "directory-server", "softphone", "end-to-end");

  /** A document and the sections that follow it; a comma, "and" or "to" may be between them. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "RFC (\\d+)((?:(?:,|;)? ?(?:(?:and|or|to) )?(?:§+ ?|[Aa]ppendix |[Ss]ection )[\\w.–-]*\\w)*)");

  private static final Pattern SECTION =
      Pattern.compile("(§+ ?|[Aa]ppendix |[Ss]ection )([\\w.–-]*\\w)");

  private static final Pattern NUMBERS = Pattern.compile("[1-9]\\d*(\\.[1-9]\\d*)*");
  private static final Pattern LETTERED = Pattern.compile("[A-Z](\\.[1-9]\\d*)*");

  /** Known to the code, but nothing that is done of them: why they are named. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("1123", "the form of Date that RFC 3261 §20.17 asks for"),
          Map.entry("2045", "multipart bodies, as RFC 5621 has them"),
          Map.entry("2046", "multipart bodies, as RFC 5621 has them"),
          Map.entry("2396", "characters of a URI, as RFC 3261 §19.1 has them"),
          Map.entry("3262", "names of header fields and a method that are relayed"),
          Map.entry("3515", "names of header fields and a method that are relayed"),
          Map.entry("3608", "the name and form of a header field that is relayed"),
          Map.entry("3891", "the name of a header field that is relayed"),
          Map.entry("3892", "the name of a header field that is relayed"),
          Map.entry("3959", "a disposition that is told from the session's"),
          Map.entry("4028", "names of header fields that are relayed"),
          Map.entry("4180", "the CSV file of an import"),
          Map.entry("4291", "which part of an IPv6 address names the machine"),
          Map.entry("5280", "the length of a certificate's name"),
          Map.entry("5869", "keys of messages at rest"),
          Map.entry("5954", "IPv6 addresses in a URI, an erratum to RFC 3261"),
          Map.entry("6086", "the name of a method that is relayed"),
          Map.entry("6386", "where a VP8 picture says its size"),
          Map.entry("7118", "the name and port of a transport in a URI"),
          Map.entry("7230", "what a token is in a challenge"),
          Map.entry("7235", "the form of a challenge"),
          Map.entry("7468", "files with certificates and keys"),
          Map.entry("8224", "the name of a header field that is relayed"),
          Map.entry("8289", "where the thought of the overload control comes from"),
          Map.entry("9562", "keys of rows that are ordered by time"));

  /** The last chapter before acknowledgements and references, by the documents' contents. */
  private static final Map<String, Integer> LAST_CHAPTER =
      lastChapters(
          """
          2046:8 2069:5 2396:7 2617:4 3263:7 3264:12 3311:10 3323:7 3325:13 3326:5 3428:12 3533:8 3550:16 3551:11
          3581:9 3605:6 3711:12 3840:12 3841:12 3842:7 3890:9 3959:9 3966:14 4145:10 4291:4 4320:6
          4475:5 4585:9 4733:7 5104:8 5118:5 5280:9 5393:7 5621:12 5626:14 5658:9 5761:9 5763:8 5764:9 5869:5
          5888:11 5922:9 5923:10 5987:6 6026:10 6066:11 6347:7 6357:14 6386:21 6454:9 6544:12 6585:8 6665:8
          6716:7 7022:5 7118:10 7235:6 7239:9 7315:8 7339:11 7587:8 7616:6 7617:5 7741:9 7845:11 7983:10
          8122:8 8289:8 8445:21 8760:4 8794:17 8839:11 8840:12 8842:11 8843:18 8866:10 9000:22 9110:18 9111:8
          9112:12 9113:11 9147:14 9457:6 9562:8
          """);

  /** All sections of RFC 3261, by its contents. */
  private static final Set<String> SIP_SECTIONS =
      Set.of(
          """
          1 2 3 4 5 6 7 7.1 7.2 7.3 7.3.1 7.3.2 7.3.3 7.4 7.4.1 7.4.2 7.5 8 8.1 8.1.1 8.1.1.1 8.1.1.2
          8.1.1.3 8.1.1.4 8.1.1.5 8.1.1.6 8.1.1.7 8.1.1.8 8.1.1.9 8.1.1.10 8.1.2 8.1.3 8.1.3.1 8.1.3.2
          8.1.3.3 8.1.3.4 8.1.3.5 8.2 8.2.1 8.2.2 8.2.2.1 8.2.2.2 8.2.2.3 8.2.3 8.2.4 8.2.5 8.2.6
          8.2.6.1 8.2.6.2 8.2.7 8.3 9 9.1 9.2 10 10.1 10.2 10.2.1 10.2.1.1 10.2.1.2 10.2.2 10.2.3
          10.2.4 10.2.5 10.2.6 10.2.7 10.2.8 10.3 11 11.1 11.2 12 12.1 12.1.1 12.1.2 12.2 12.2.1
          12.2.1.1 12.2.1.2 12.2.2 12.3 13 13.1 13.2 13.2.1 13.2.2 13.2.2.1 13.2.2.2 13.2.2.3 13.2.2.4
          13.3 13.3.1 13.3.1.1 13.3.1.2 13.3.1.3 13.3.1.4 14 14.1 14.2 15 15.1 15.1.1 15.1.2 16 16.1
          16.2 16.3 16.4 16.5 16.6 16.7 16.8 16.9 16.10 16.11 16.12 16.12.1 16.12.1.1 16.12.1.2
          16.12.1.3 17 17.1 17.1.1 17.1.1.1 17.1.1.2 17.1.1.3 17.1.2 17.1.2.1 17.1.2.2 17.1.3 17.1.4
          17.2 17.2.1 17.2.2 17.2.3 17.2.4 18 18.1 18.1.1 18.1.2 18.2 18.2.1 18.2.2 18.3 18.4 19 19.1
          19.1.1 19.1.2 19.1.3 19.1.4 19.1.5 19.1.6 19.2 19.3 20 20.1 20.2 20.3 20.4 20.5 20.6 20.7
          20.8 20.9 20.10 20.11 20.12 20.13 20.14 20.15 20.16 20.17 20.18 20.19 20.20 20.21 20.22
          20.23 20.24 20.25 20.26 20.27 20.28 20.29 20.30 20.31 20.32 20.33 20.34 20.35 20.36 20.37
          20.38 20.39 20.40 20.41 20.42 20.43 20.44 21 21.1 21.1.1 21.1.2 21.1.3 21.1.4 21.1.5 21.2
          21.2.1 21.3 21.3.1 21.3.2 21.3.3 21.3.4 21.3.5 21.4 21.4.1 21.4.2 21.4.3 21.4.4 21.4.5
          21.4.6 21.4.7 21.4.8 21.4.9 21.4.10 21.4.11 21.4.12 21.4.13 21.4.14 21.4.15 21.4.16 21.4.17
          21.4.18 21.4.19 21.4.20 21.4.21 21.4.22 21.4.23 21.4.24 21.4.25 21.4.26 21.4.27 21.4.28 21.5
          21.5.1 21.5.2 21.5.3 21.5.4 21.5.5 21.5.6 21.5.7 21.6 21.6.1 21.6.2 21.6.3 21.6.4 22 22.1
          22.2 22.3 22.4 23 23.1 23.2 23.3 23.4 23.4.1 23.4.1.1 23.4.1.2 23.4.2 23.4.3 24 24.1 24.2 25
          25.1 26 26.1 26.1.1 26.1.2 26.1.3 26.1.4 26.1.5 26.2 26.2.1 26.2.2 26.2.3 26.2.4 26.3 26.3.1
          26.3.2 26.3.2.1 26.3.2.2 26.3.2.3 26.3.2.4 26.4 26.4.1 26.4.2 26.4.3 26.4.4 26.5 27 27.1
          27.2 27.3 27.4 27.5 27.6 28 28.1 28.2 29 30
          """
              .split("\\s+"));

  private static Map<String, Integer> lastChapters(String table) {
    Map<String, Integer> all = new HashMap<>();
    for (String entry : table.strip().split("\\s+", -1)) {
      String[] pair = entry.split(":", 2);
      all.put(pair[0], Integer.valueOf(pair[1]));
    }
    return all;
  }

  /** What is wrong with the references of a text; nothing if all are right. */
  private static List<String> wrong(String text, Set<String> covered) {
    List<String> wrong = new ArrayList<>();
    // A comment that goes on in the next line is one text.
    Matcher reference = REFERENCE.matcher(text.replaceAll("\\s*\\n\\s*(//|\\*)?\\s*", " "));
    while (reference.find()) {
      String document = reference.group(1);
      if (!covered.contains(document) && !OTHERS.containsKey(document)) {
        wrong.add("RFC " + document + " is not in docs/rfc-coverage.md");
      }
      Matcher section = SECTION.matcher(reference.group(2));
      while (section.find()) {
        boolean numbered = section.group(1).startsWith("§");
        // "§2.3–2.5" names two.
        for (String one : section.group(2).split("[–-]", -1)) {
          if (!exists(document, numbered, one)) {
            wrong.add("RFC " + document + " has no " + section.group(1) + one);
          }
        }
      }
    }
    return wrong;
  }

  private static boolean exists(String document, boolean numbered, String section) {
    if (LETTERED.matcher(section).matches()) {
      return true;
    }
    if (!numbered || !NUMBERS.matcher(section).matches()) {
      return false;
    }
    if (document.equals("3261")) {
      return SIP_SECTIONS.contains(section);
    }
    int chapter = Integer.parseInt(section.replaceFirst("\\..*", ""));
    return chapter <= LAST_CHAPTER.getOrDefault(document, 0);
  }

  /** The documents that the tables and the deviations are about. */
  private static Set<String> covered(Path root) throws IOException {
    Set<String> all = new HashSet<>();
    for (String line : Files.readAllLines(root.resolve("docs/rfc-coverage.md"))) {
      String first = line.startsWith("| ") ? line.split(" \\| ", 2)[0] : "";
      Matcher number = Pattern.compile("(?<![\\d§.])\\d{4}(?![\\d.])").matcher(first);
      while (number.find()) {
        all.add(number.group());
      }
      Matcher named = Pattern.compile("RFC (\\d+)|\\b(\\d{4}) §|\\((\\d{4})\\)").matcher(line);
      while (named.find()) {
        for (int group = 1; group <= 3; group++) {
          if (named.group(group) != null) {
            all.add(named.group(group));
          }
        }
      }
    }
    return all;
  }

  @Test
  void references_name_documents_and_sections_that_there_are() throws IOException {
    Path root = Launcher.find().home();
    Set<String> covered = covered(root);
    List<String> wrong = new ArrayList<>();
    int files = 0;
    for (String module : MODULES) {
      for (Path file : sources(root.resolve(module).resolve("src/main/java"))) {
        files++;
        wrong(Files.readString(file), covered)
            .forEach(what -> wrong.add(file.getFileName() + ": " + what));
      }
    }
    assertThat(files).isGreaterThan(600);
    assertThat(wrong).isEmpty();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void coverage_names_sections_that_there_are() throws IOException {
    Path root = Launcher.find().home();
    String coverage = Files.readString(root.resolve("docs/rfc-coverage.md"));
    // The tables leave out "RFC".
    String whole = coverage.replaceAll("(?<!RFC )\\b(\\d{4} (?=§|appendix))", "RFC $1");
    assertThat(whole).contains("| RFC 3261 §7, §25 |");
    assertThat(wrong(whole, covered(root))).isEmpty();
  }

  @Test
  void what_is_covered_needs_no_reason() throws IOException {
    assertThat(covered(Launcher.find().home())).doesNotContainAnyElementsOf(OTHERS.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "// RFC 3261 §17.1.1.2: timer A|",
        "// RFC 3261 §17.1.1.4: no timer|RFC 3261 has no §17.1.1.4",
        "// RFC 3261 §7.1, §7.6: two|RFC 3261 has no §7.6",
        "// RFC 3261 §9.1 and §31: two|RFC 3261 has no §31",
        "// RFC 6026 §7.1:~  // so|",
        "// RFC 6026 §11: too far|RFC 6026 has no §11",
        "// RFC~  // 6026 and RFC~ * 6026 §12|RFC 6026 has no §12",
        "// RFC 3261 §17.x: what|RFC 3261 has no §17.x",
        "// RFC 3261 section 17: a word|RFC 3261 has no section 17",
        "// RFC 3550 appendix A.1: a letter|",
        "// RFC 3261 §04: a nought|RFC 3261 has no §04",
        "// RFC 9999: unheard of|RFC 9999 is not in docs/rfc-coverage.md",
        "// RFC 5869 §3.3: with a reason|",
        "// RFC 6026 §7.1–7.2, §7.1–12: ranges|RFC 6026 has no §12",
      })
  void wrong_reference_is_found(String comment, String expected) {
    List<String> wrong = wrong(comment.replace('~', '\n'), Set.of("3261", "3550", "6026"));
    assertThat(wrong).isEqualTo(expected == null ? List.of() : List.of(expected));
  }
}
