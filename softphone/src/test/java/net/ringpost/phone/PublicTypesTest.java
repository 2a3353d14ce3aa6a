// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.stream.Stream;

/** What a package shows is what other packages use; all else is its own. */
@AnalyzeClasses(
    packages = "net.ringpost.phone",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PublicTypesTest {
  /** Used by what ArchUnit does not see: by whom. */
  private static final Map<String, String> OTHERWISE_USED =
      Map.of("net.ringpost.phone.RingpostPhone", "the launcher");

  @ArchTest
  static final ArchRule public_types_are_used_by_another_package =
      classes().that().arePublic().and().areTopLevelClasses().should(beUsedByAnotherPackage());

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package, or be package-private") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used = OTHERWISE_USED.containsKey(type.getName()) || used(type);
        String message = type.getName() + (used ? " is" : " is not") + " used by another package";
        events.add(new SimpleConditionEvent(type, used, message));
      }
    };
  }

  /** Whether it, or a type within it, is used. */
  private static boolean used(JavaClass type) {
    return withNested(type)
        .flatMap(one -> one.getDirectDependenciesToSelf().stream())
        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
  }

  private static Stream<JavaClass> withNested(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + "$"));
  }
}
