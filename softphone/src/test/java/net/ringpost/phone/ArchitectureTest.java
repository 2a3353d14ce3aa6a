// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the softphone. */
@AnalyzeClasses(
    packages = "net.ringpost.phone",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule nothing_depends_on_the_command_line =
      noClasses()
          .that()
          .resideInAnyPackage("..phone.call..", "..phone.account..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..phone.cli..", "picocli..");

  @ArchTest
  static final ArchRule accounts_know_no_calls =
      noClasses()
          .that()
          .resideInAPackage("..phone.account..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..phone.call..");

  @ArchTest
  static final ArchRule the_telephone_never_knows_the_server =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("net.ringpost.server..", "net.ringpost.db..");
}
