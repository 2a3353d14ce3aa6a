// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What ships is used by what ships: a type that only tests need belongs to the tests. */
class UnusedTypesTest {
  private static final List<String> MODULES =
      List.of("sip", "media", "db", "directory-server", "softphone", "end-to-end");

  /** Where the programs begin. */
  private static final Set<String> ENTRIES =
      Set.of(
          "net.ringpost.server.RingpostServer",
          "net.ringpost.phone.RingpostPhone",
          "net.ringpost.bench.Recordings",
          "net.ringpost.bench.Terminals",
          "net.ringpost.demo.Demo");

  /** Types that nothing refers to by name, and why they ship all the same. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "net.ringpost.media.device.Pcm", "constants, which the compiler copies",
          "net.ringpost.media.device.ToneSource", "the tone of tests in three modules",
          "net.ringpost.media.compare.VideoLag", "judges recordings in tests of two modules");

  @Test
  void each_type_is_reached_from_a_program() {
    JavaClasses classes = new ClassFileImporter().importPaths(compiled());

    Set<String> unused = new TreeSet<>();
    Set<JavaClass> used = reached(classes);
    for (JavaClass type : classes) {
      if (!used.contains(outermost(type)) && !type.getSimpleName().equals("package-info")) {
        unused.add(outermost(type).getName());
      }
    }
    assertThat(classes.size()).isGreaterThan(500);
    assertThat(unused).as("types that no program reaches").isEmpty();
  }

  @Test
  void each_exception_is_still_needed() {
    JavaClasses classes = new ClassFileImporter().importPaths(compiled());

    assertThat(EXCEPTIONS.keySet()).allMatch(classes::contain);
  }

  private static Collection<Path> compiled() {
    Path home = Path.of(System.getenv("RINGPOST_HOME"));
    List<Path> folders =
        MODULES.stream().map(m -> home.resolve(m).resolve("target/classes")).toList();
    assertThat(folders).allMatch(Files::isDirectory);
    return folders;
  }

  private static Set<JavaClass> reached(JavaClasses classes) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> next = new ArrayDeque<>();
    Map<JavaClass, Set<JavaClass>> uses = uses(classes);
    for (JavaClass type : classes) {
      if (ENTRIES.contains(type.getName()) || EXCEPTIONS.containsKey(type.getName())) {
        next.add(type);
      }
    }
    while (!next.isEmpty()) {
      JavaClass type = next.pop();
      if (reached.add(type)) {
        next.addAll(uses.getOrDefault(type, Set.of()));
      }
    }
    return reached;
  }

  /** For each outermost type the other ones that it, or a type within it, refers to. */
  private static Map<JavaClass, Set<JavaClass>> uses(JavaClasses classes) {
    Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    for (JavaClass type : classes) {
      Set<JavaClass> of = uses.computeIfAbsent(outermost(type), t -> new HashSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = outermost(dependency.getTargetClass().getBaseComponentType());
        if (classes.contain(target.getName())) {
          of.add(classes.get(target.getName()));
        }
      }
    }
    return uses;
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
