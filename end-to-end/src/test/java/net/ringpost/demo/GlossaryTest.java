// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The glossary names classes that there are. */
class GlossaryTest {
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w*)`");
  private static final List<String> MODULES =
      List.of("sip", "media", "db", "directory-server", "softphone");

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
