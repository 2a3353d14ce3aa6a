// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The passwords that are tried first (NIST SP 800-63B §5.1.1.2): the most used ones, what repeats
 * or counts on, and the name of the service. A word of the list is refused also with digits and
 * signs after it or before it, and with the digits and signs that people write for letters.
 */
final class CommonPasswords {
  private static final Set<String> WORDS = read();

  /** What a finger does: along the keys, the alphabet, the digits; there and back. */
  private static final String[] RUNS = {
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"
  };

  private static final int LONGEST_PATTERN = 4;
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

  private CommonPasswords() {}

  /** Why a password is tried first, to follow "it cannot be given:"; empty if it is not. */
  static Optional<String> objection(String password) {
    String plain = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    if (plain.isBlank()) {
      return easy("it is nothing but spaces");
    }
    if (repeats(plain)) {
      return easy("it is a few characters again and again");
    }
    if (counts(plain)) {
      return easy("it goes along the digits, the alphabet or the keys");
    }
    String core = bare(plain);
    return Stream.of(plain, core, letters(plain), letters(core)).anyMatch(WORDS::contains)
        ? easy("it is on the list of common passwords")
        : Optional.empty();
  }

  /** The sentence of a password that is easy to guess, without its full stop. */
  static Optional<String> easy(String because) {
    return Optional.of(
        "it is too easy to guess, because "
            + because
            + ". Choose something else, for example a few words");
  }

  /** A pattern of up to four characters, over and over; perhaps the last time not whole. */
  private static boolean repeats(String text) {
    for (int length = 1; length <= LONGEST_PATTERN && 2 * length <= text.length(); length++) {
      String pattern = text.substring(0, length);
      if (pattern.repeat(text.length() / length + 1).startsWith(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean counts(String text) {
    String back = new StringBuilder(text).reverse().toString();
    for (String run : RUNS) {
      if (run.contains(text) || run.contains(back)) {
        return true;
      }
    }
    return false;
  }

  /** Without the digits and signs around it. */
  private static String bare(String text) {
    return AROUND.matcher(text).replaceAll("");
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c ->
                letters.append(
                    switch (c) {
                      case '0' -> 'o';
                      case '1', '!' -> 'i';
                      case '3' -> 'e';
                      case '4', '@' -> 'a';
                      case '5', '$' -> 's';
                      case '7' -> 't';
                      default -> (char) c;
                    }));
    return letters.toString();
  }

  private static Set<String> read() {
    try (InputStream in =
        Objects.requireNonNull(
            CommonPasswords.class.getResourceAsStream("/net/ringpost/server/common-passwords.txt"),
            "the list of passwords")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
