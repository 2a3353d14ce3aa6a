// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Which way the module's dependencies point. */
@NullMarked
@AnalyzeClasses(
    packages = "net.ringpost.media",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleStructureTest {
  @ArchTest
  static final ArchRule ofTheOtherModules_onlySdp =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "net.ringpost.sip",
              "net.ringpost.sip.message..",
              "net.ringpost.sip.parse..",
              "net.ringpost.sip.auth..",
              "net.ringpost.sip.transaction..",
              "net.ringpost.sip.dialog..",
              "net.ringpost.sip.proxy..",
              "net.ringpost.sip.engine..",
              "net.ringpost.sip.transport..",
              "net.ringpost.db..",
              "net.ringpost.server..",
              "net.ringpost.phone..",
              "io.netty..");

  @ArchTest
  static final ArchRule sdp_onlyWhereCallsAreAgreed =
      noClasses()
          .that()
          .resideOutsideOfPackages("net.ringpost.media.session", "net.ringpost.media.voicemail")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.ringpost.sip..");

  @ArchTest
  static final ArchRule codec_onlyKnowsLibjitsi =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.ringpost.media.codec")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jitsi.service..", "org.jitsi.impl..", "javax.media..");

  @ArchTest
  static final ArchRule transport_onlyKnowsIceAndCryptography =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.ringpost.media.transport")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.ice4j..", "org.bouncycastle..", "org.jitsi.srtp..");
}
