// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names that nobody is given: what people dial in an emergency, and what the server or a telephone
 * takes for itself. Immutable.
 */
public final class ReservedNames {
  /**
   * Emergency numbers of many countries, the name of emergency services in SIP (RFC 5031) and that
   * of callers who are not told (RFC 3323).
   */
  public static final String STANDARD =
      "000,110-119,120,122,190-199,911,913,988,990-999,sos,anonymous";

  private static final int MOST = 100_000;

  private final Set<String> names = new HashSet<>();
  private final Map<String, String> bySkeleton = new HashMap<>();

  private ReservedNames(List<String> all) {
    for (String name : all) {
      String canonical = withoutPlus(digits(MemberName.canonical(name)));
      names.add(canonical);
      bySkeleton.putIfAbsent(MemberName.looks(canonical), canonical);
    }
  }

  /**
   * The names of a list, with commas between; {@code 110-119} is ten of them. Empty for none.
   *
   * @throws IllegalArgumentException with a sentence for people, if it is no such list
   */
  public static ReservedNames of(String list) {
    List<String> all = new ArrayList<>();
    if (list.isBlank()) {
      return new ReservedNames(all);
    }
    for (String each : list.split(",", -1)) {
      String part = each.strip();
      if (part.matches("[0-9]{1,9}-[0-9]{1,9}")) {
        addRange(part, all);
      } else {
        check(part);
        all.add(part);
      }
      if (all.size() > MOST) {
        throw new IllegalArgumentException("it has more than " + MOST + " names");
      }
    }
    return new ReservedNames(all);
  }

  // What nobody can be given need not be kept from anybody: it is a slip of who wrote the list.
  private static void check(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a name is missing before or after a comma: write names as in 110-119,911,sos");
    }
    try {
      var unused = MemberName.of(name);
    } catch (MemberName.UnacceptableException e) {
      throw new IllegalArgumentException("'" + name + "' can be no name: " + e.getMessage(), e);
    }
  }

  private static void addRange(String range, List<String> all) {
    String first = range.substring(0, range.indexOf('-'));
    String last = range.substring(range.indexOf('-') + 1);
    long count = Long.parseLong(last) - Long.parseLong(first) + 1;
    if (first.length() != last.length() || count < 1) {
      throw new IllegalArgumentException(
          range
              + " is no range: it is written like 110-119, the smaller first, both of one length");
    }
    if (count > MOST) {
      throw new IllegalArgumentException(range + " is more than " + MOST + " names");
    }
    for (long number = Long.parseLong(first); number <= Long.parseLong(last); number++) {
      all.add(("%0" + first.length() + "d").formatted(number));
    }
  }

  /** Whether a canonical name is reserved, in digits of whatever script. */
  boolean has(String canonical) {
    return isService(canonical) || names.contains(withoutPlus(digits(canonical)));
  }

  // "*97", "#31#": telephones and this server take them for what they do, not for whom they call.
  private static boolean isService(String canonical) {
    return canonical.startsWith("*") || canonical.startsWith("#");
  }

  /** Why a name is not given, to follow "it cannot be given:"; empty if it may be. */
  Optional<String> objection(MemberName name) {
    if (isService(name.canonical())) {
      return Optional.of("what begins with * or # is for services of the server and of telephones");
    }
    if (has(name.canonical())) {
      return Optional.of("it is reserved, for emergencies or services");
    }
    String similar = bySkeleton.get(name.skeleton());
    return similar != null && Script.differ(similar, name.canonical())
        ? Optional.of("it looks like " + similar + ", which is reserved")
        : Optional.empty();
  }

  private static String digits(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int digit = UCharacter.digit(c);
              if (digit >= 0) {
                plain.append(digit);
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  private static String withoutPlus(String text) {
    return text.startsWith("+") ? text.substring(1) : text;
  }
}
