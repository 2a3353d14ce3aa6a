// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * What tests need beside Java: foreign programs, and a system that permits what they do. Where
 * something is missing, its tests are skipped, saying so; in CI they fail, as nothing may be
 * missing there.
 */
final class Tools {
  private Tools() {}

  /**
   * Skips the test if {@code program} is not on the PATH.
   *
   * @param debianPackage what to install
   */
  static void need(String program, String debianPackage) {
    String path = String.valueOf(System.getenv("PATH"));
    boolean found = false;
    for (String folder : path.split(File.pathSeparator, -1)) {
      found |= Files.isExecutable(Path.of(folder, program));
    }
    need(found, program + " is not installed: apt install " + debianPackage + " to run this test");
  }

  /**
   * Skips the test if something is not so.
   *
   * @param otherwise what is missing then
   */
  static void need(boolean there, String otherwise) {
    // The same rule as that of ./ringpost test for packages.
    if (!there && !System.getenv().getOrDefault("CI", "").isEmpty()) {
      throw new AssertionError(otherwise + "; in CI nothing may be missing");
    }
    Assumptions.assumeTrue(there, otherwise);
  }
}
