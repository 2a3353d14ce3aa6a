// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/**
 * An ID or a number, in the forms in which names are compared. Two names are one if their canonical
 * forms are; they look alike if their skeletons are (Unicode TS 39).
 *
 * @param canonical NFKC and case folding; all-digit names without the spaces, hyphens, dots and
 *     parentheses that people write
 * @param skeleton what it looks like
 */
public record MemberName(String canonical, String skeleton) {
  /** The most characters a name may have. */
  public static final int MAX_LENGTH = 64;

  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final SpoofChecker LOOKS =
      new SpoofChecker.Builder()
          .setChecks(
              SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.CONFUSABLE | SpoofChecker.INVISIBLE)
          .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
          .build();

  /** A name that may not be given. */
  public static final class UnacceptableException extends Exception {
    private static final long serialVersionUID = 1;

    UnacceptableException(String reason) {
      super(reason);
    }
  }

  /**
   * The canonical form of what somebody dialled or typed; never refuses. Allocates nothing for
   * plain digits and small letters.
   */
  public static String canonical(String typed) {
    if (plain(typed)) {
      return typed;
    }
    String folded = NFKC.normalize(UCharacter.foldCase(NFKC.normalize(typed.strip()), true));
    String digits = withoutSeparators(folded);
    return digits.isEmpty() ? folded : digits;
  }

  private static boolean plain(String typed) {
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !typed.isEmpty();
  }

  // Empty if it is not all digits and separators.
  private static String withoutSeparators(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || (c == '+' && i == 0)) {
        digits.append(c);
      } else if (" -.()".indexOf(c) < 0) {
        return "";
      }
    }
    return digits.toString();
  }

  /**
   * The name that somebody wants.
   *
   * @throws UnacceptableException with a sentence for people, if it may not be given
   */
  public static MemberName of(String wanted) throws UnacceptableException {
    String canonical = canonical(wanted);
    if (canonical.isEmpty()) {
      throw new UnacceptableException("it is empty");
    }
    if (canonical.codePointCount(0, canonical.length()) > MAX_LENGTH
        || wanted.length() > 2 * MAX_LENGTH) {
      throw new UnacceptableException("it has more than " + MAX_LENGTH + " characters");
    }
    checkCharacters(canonical);
    SpoofChecker.CheckResult result = new SpoofChecker.CheckResult();
    if (LOOKS.failsChecks(canonical, result)) {
      throw new UnacceptableException(
          "it mixes scripts, or has characters that cannot be seen: keep to one script");
    }
    return new MemberName(canonical, looks(canonical));
  }

  /** What a canonical name looks like: two that do so alike have the same. */
  static String looks(String canonical) {
    return LOOKS.getSkeleton(canonical);
  }

  private static void checkCharacters(String canonical) throws UnacceptableException {
    int unfit = canonical.codePoints().filter(MemberName::unfit).findFirst().orElse(-1);
    if (unfit >= 0) {
      throw new UnacceptableException(
          Character.isSpaceChar(unfit)
              ? "it has a space in it"
              : "the character U+%04X may not be in a name".formatted(unfit));
    }
    checkAccents(canonical);
  }

  /**
   * An accent makes another letter of a letter: Unicode TS 39 takes {@code ada} and {@code adá} for
   * two names that nobody confuses. No script writes one over a digit or a sign, where it would
   * only be overlooked.
   */
  private static void checkAccents(String canonical) throws UnacceptableException {
    boolean onLetter = false;
    for (int c : canonical.codePoints().toArray()) {
      int type = Character.getType(c);
      boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
      if (type == Character.ENCLOSING_MARK || (mark && !onLetter)) {
        throw new UnacceptableException(
            "the character U+%04X in it is an accent, which belongs on a letter".formatted(c));
      }
      onLetter = mark || Character.isLetter(c);
    }
  }

  private static boolean unfit(int c) {
    // What separates user, password and host in addresses and in HTTP Basic would not survive them.
    return Invisible.is(c)
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || ":@\"<>\\".indexOf(c) >= 0;
  }
}
