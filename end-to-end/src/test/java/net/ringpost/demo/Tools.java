// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The foreign programs that tests need; where one is missing, its tests are skipped, saying so. */
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
    Assumptions.assumeTrue(
        found, program + " is not installed: apt install " + debianPackage + " to run this test");
  }
}
