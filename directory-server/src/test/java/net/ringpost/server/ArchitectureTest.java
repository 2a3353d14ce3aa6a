// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the server's packages. */
@AnalyzeClasses(
    packages = "net.ringpost.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("net.ringpost.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule parts_of_voice_mail_have_no_cycles =
      slices().matching("net.ringpost.server.voicemail.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_server_knows_no_telephone =
      noClasses().should().dependOnClassesThat().resideInAPackage("net.ringpost.phone..");

  @ArchTest
  static final ArchRule signalling_and_location_know_no_web =
      noClasses()
          .that()
          .resideInAnyPackage("net.ringpost.server.signalling..", "net.ringpost.server.location..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..");

  @ArchTest
  static final ArchRule only_storage_writes_sql =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.sql..");
}
