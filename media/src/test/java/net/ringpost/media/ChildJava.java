// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** A class of these tests as a program of its own. */
@NullMarked
public final class ChildJava {
  private ChildJava() {}

  /** The command that runs it. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
    String tested = System.getProperty("surefire.test.class.path");
    command.addAll(List.of("-cp", tested == null ? System.getProperty("java.class.path") : tested));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it; what it says is read by the caller, its complaints go where ours go. */
  public static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .start();
  }
}
