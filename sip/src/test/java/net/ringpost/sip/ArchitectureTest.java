// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of the signalling core. */
@AnalyzeClasses(packages = "net.ringpost.sip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SIP = "net.ringpost.sip..";

  @ArchTest
  static final ArchRule only_transport_knows_netty =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sip.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest static final ArchRule message_knows_nothing_else = knowsOnly("message", "message");

  @ArchTest static final ArchRule parse_knows_message = knowsOnly("parse", "parse", "message");

  @ArchTest static final ArchRule sdp_knows_nothing_else = knowsOnly("sdp", "sdp");

  @ArchTest static final ArchRule auth_knows_nothing_else = knowsOnly("auth", "auth");

  @ArchTest
  static final ArchRule transactions_know_message =
      knowsOnly("transaction", "transaction", "message");

  @ArchTest
  static final ArchRule nothing_below_the_engine_knows_it =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..sip.message..",
              "..sip.parse..",
              "..sip.transaction..",
              "..sip.dialog..",
              "..sip.proxy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..sip.engine..", "..sip.transport..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_sockets_and_threads_inside =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sip.transport..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(Datagram|Server)?Socket")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent.locks", "java.nio.channels..");

  @ArchTest
  static final ArchRule no_clock_inside =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sip.transport..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  private static ArchRule knowsOnly(String name, String... allowed) {
    String[] packages = new String[allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      packages[i] = "net.ringpost.sip." + allowed[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("net.ringpost.sip." + name + "..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(SIP)
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            packages))))
        .allowEmptyShould(true);
  }
}
