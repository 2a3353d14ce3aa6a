// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.OptionalInt;

/** Characters that nobody sees, and with which a name could pass for another. */
final class Invisible {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int TEXT_STYLE = 0xfe0e;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int VIRAMA = 9;

  private Invisible() {}

  /** Whether a character is not seen by itself, or changes the order in which others are seen. */
  static boolean is(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          c == BRAILLE_BLANK
              || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }

  /**
   * The first character of a text for people that is not seen and does nothing that is seen: the
   * joiners may stand where they join, in Persian or Indic words and in emoji (Unicode TS 46, TR
   * 51).
   */
  static OptionalInt inText(String text) {
    int[] c = text.codePoints().toArray();
    for (int i = 0; i < c.length; i++) {
      if (is(c[i]) && !shows(c, i)) {
        return OptionalInt.of(c[i]);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean shows(int[] c, int i) {
    if (i == 0) {
      return false;
    }
    int before = c[i - 1];
    int after = i + 1 < c.length ? c[i + 1] : 0;
    return switch (c[i]) {
      case TEXT_STYLE, EMOJI_STYLE -> UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
      case ZERO_WIDTH_JOINER -> isVirama(before) || (isPictured(before) && isPicture(after));
      case ZERO_WIDTH_NON_JOINER -> isVirama(before) || (isJoining(before) && isJoining(after));
      default -> false;
    };
  }

  private static boolean isVirama(int c) {
    return UCharacter.getCombiningClass(c) == VIRAMA;
  }

  private static boolean isPicture(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC);
  }

  private static boolean isPictured(int c) {
    return isPicture(c)
        || c == EMOJI_STYLE
        || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_MODIFIER);
  }

  private static boolean isJoining(int c) {
    int script = UScript.getScript(c);
    return script == UScript.ARABIC || script == UScript.SYRIAC || script == UScript.MONGOLIAN;
  }
}
