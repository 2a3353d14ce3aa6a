// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a command is given, looked at before the command begins. */
final class InputFile {
  private InputFile() {}

  /**
   * Sees whether a file can be read.
   *
   * @throws IOException if not; {@link #reason} says why
   */
  static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // What is no regular file, such as a pipe, gives its content only once.
      if (Files.isRegularFile(file)) {
        var unused = in.read();
      }
    }
  }

  /**
   * Sees whether all of a file is text in UTF-8.
   *
   * @throws IOException if it cannot be read, or is none; {@link #reason} says why
   */
  static void checkText(Path file) throws IOException {
    check(file);
    if (Files.isRegularFile(file)) {
      try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        text.transferTo(Writer.nullWriter());
      }
    }
  }

  /** Why a file cannot be read, to follow "it cannot be read:". */
  static String reason(Throwable e) {
    return switch (e) {
      case NoSuchFileException none -> "there is no such file";
      case AccessDeniedException denied -> "this user may not read it";
      case CharacterCodingException other ->
          "it is not in UTF-8; save it as CSV in UTF-8 and try again";
      default -> String.valueOf(e.getMessage());
    };
  }
}
