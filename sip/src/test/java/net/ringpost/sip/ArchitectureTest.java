// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

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

  @ArchTest static final ArchRule hash_knows_nothing_else = knowsOnly("hash", "hash");

  @ArchTest static final ArchRule message_knows_nothing_else = knowsOnly("message", "message");

  @ArchTest static final ArchRule parse_knows_message = knowsOnly("parse", "parse", "message");

  @ArchTest static final ArchRule sdp_knows_nothing_else = knowsOnly("sdp", "sdp");

  @ArchTest static final ArchRule auth_knows_nothing_else = knowsOnly("auth", "auth");

  @ArchTest
  static final ArchRule transactions_know_message =
      knowsOnly("transaction", "transaction", "message");

  @ArchTest
  static final ArchRule the_engine_knows_transactions =
      knowsOnly("engine", "engine", "transaction", "message");

  @ArchTest
  static final ArchRule proxy_does_not_know_dialogs =
      knowsOnly("proxy", "proxy", "registrar", "engine", "transaction", "message");

  @ArchTest
  static final ArchRule the_registrar_knows_flows =
      knowsOnly("registrar", "registrar", "engine", "message");

  @ArchTest
  static final ArchRule dialogs_do_not_know_the_proxy =
      knowsOnly("dialog", "dialog", "engine", "transaction", "message", "auth");

  @ArchTest static final ArchRule overload_knows_nothing_else = knowsOnly("overload", "overload");

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
          .callMethod(Instant.class, "now");

  /** Beside these, everybody knows hashes. */
  private static ArchRule knowsOnly(String name, String... allowed) {
    String[] packages = new String[allowed.length + 1];
    for (int i = 0; i < allowed.length; i++) {
      packages[i] = "net.ringpost.sip." + allowed[i] + "..";
    }
    packages[allowed.length] = "net.ringpost.sip.hash..";
    return noClasses()
        .that()
        .resideInAPackage("net.ringpost.sip." + name + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(SIP).and(not(resideInAnyPackage(packages))));
  }
}
