// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the module's dependencies point, and what only one place in it knows. */
@AnalyzeClasses(packages = "net.ringpost.db", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule the_database_knows_nobody_who_uses_it =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "net.ringpost.sip..",
              "net.ringpost.media..",
              "net.ringpost.server..",
              "net.ringpost.phone..");

  @ArchTest
  static final ArchRule no_web_no_network_no_mapper =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "jakarta.servlet..",
              "jakarta.persistence..",
              "org.hibernate..",
              "io.netty..");

  @ArchTest
  static final ArchRule stores_do_not_know_where_the_database_runs =
      noClasses()
          .that()
          .resideInAnyPackage(
              "net.ringpost.db.account",
              "net.ringpost.db.calling",
              "net.ringpost.db.location",
              "net.ringpost.db.voicemail",
              "net.ringpost.db.blob",
              "net.ringpost.db.secret")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "net.ringpost.db.embedded",
              "com.mysql..",
              "com.zaxxer..",
              "org.flywaydb..",
              "ch.vorburger..");

  @ArchTest
  static final ArchRule only_the_embedded_database_knows_its_program =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.ringpost.db.embedded")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ch.vorburger..");

  @ArchTest
  static final ArchRule contents_and_keys_need_no_database =
      noClasses()
          .that()
          .resideInAnyPackage("net.ringpost.db.blob", "net.ringpost.db.secret")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");
}
