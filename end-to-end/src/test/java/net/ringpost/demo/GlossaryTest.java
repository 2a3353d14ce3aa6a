// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about the code names classes that there are. */
class GlossaryTest {
  /** A name of two capitals or more in backticks, as {@code `SimNetTest`} or {@code `Fork.on`}. */
  private static final Pattern NAME =
      Pattern.compile("`([A-Z][a-z0-9]+[A-Z]\\w*)(?:\\.[a-z]\\w*)?`");

  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w*)`");
  private static final List<String> MODULES =
      List.of("sip", "media", "db", "directory-server", "softphone");

  @ParameterizedTest
  @ValueSource(strings = {"architecture.md", "rfc-coverage.md", "interop.md", "performance.md"})
  void each_name_in_the_documents_is_a_class(String document) throws IOException {
    Path root = Launcher.find().home();
    Set<String> classes = new HashSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".java"))
          .forEach(f -> classes.add(f.substring(0, f.length() - ".java".length())));
    }
    Matcher named = NAME.matcher(Files.readString(root.resolve("docs").resolve(document)));
    Set<String> missing = new TreeSet<>();
    while (named.find()) {
      if (!classes.contains(named.group(1))) {
        missing.add(named.group(1));
      }
    }
    assertThat(classes).hasSizeGreaterThan(500);
    assertThat(missing).as("named in docs/%s, but no class", document).isEmpty();
  }

  @Test
  void each_class_that_is_named_exists() throws IOException {
    Path root = Launcher.find().home();
    Matcher named = CLASS.matcher(Files.readString(root.resolve("docs/glossary.md")));
    List<String> missing = new ArrayList<>();
    int count = 0;
    while (named.find()) {
      count++;
      String file = "src/main/java/net/ringpost/" + named.group(1).replace('.', '/') + ".java";
      if (MODULES.stream().noneMatch(m -> Files.exists(root.resolve(m).resolve(file)))) {
        missing.add(named.group(1));
      }
    }
    assertThat(count).isGreaterThan(70);
    assertThat(missing).as("named in docs/glossary.md, but not there").isEmpty();
  }
}
