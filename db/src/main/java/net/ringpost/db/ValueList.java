// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the list of values of an INSERT, where filling them into a statement one by one costs too
 * much. Nothing in a text can end it, in no SQL mode and no character set: it stands in quotes only
 * if all of it is letters, digits and what means nothing to any database there, else as the digits
 * of its UTF-8.
 */
public final class ValueList {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TYPICAL_CHARACTERS = 160;
  private static final String HARMLESS = " .:@+-_=/;<>";

  private final StringBuilder out;

  private ValueList(StringBuilder out) {
    this.out = out;
  }

  /**
   * The list, {@code (…),(…)}.
   *
   * @param rows one at least
   * @param values puts a row's values into the list, in the order of the columns
   */
  public static <T> String of(List<T> rows, BiConsumer<T, ValueList> values) {
    StringBuilder text = new StringBuilder(rows.size() * TYPICAL_CHARACTERS);
    ValueList row = new ValueList(text);
    for (T each : rows) {
      text.append(text.isEmpty() ? "(" : ",(");
      values.accept(each, row);
      text.append(')');
    }
    return text.toString();
  }

  private StringBuilder next() {
    return out.charAt(out.length() - 1) == '(' ? out : out.append(',');
  }

  /** The next value is a text. */
  public ValueList text(String value) {
    if (harmless(value)) {
      next().append('\'').append(value).append('\'');
    } else {
      next().append("_utf8mb4 x'");
      HEX.formatHex(out, value.getBytes(StandardCharsets.UTF_8)).append('\'');
    }
    return this;
  }

  private static boolean harmless(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain && HARMLESS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The next value is a number. */
  public ValueList number(long value) {
    next().append(value);
    return this;
  }

  /** The next value is a number or null. */
  public ValueList numberOrNull(@Nullable Long value) {
    next().append(value);
    return this;
  }

  /** The next value is a text or null. */
  public ValueList textOrNull(@Nullable String value) {
    if (value == null) {
      next().append("null");
      return this;
    }
    return text(value);
  }

  /** The next value is these bytes. */
  public ValueList bytes(byte[] value) {
    next().append("x'");
    HEX.formatHex(out, value).append('\'');
    return this;
  }

  /** The next value is the 16 bytes of a key, as {@link Sql#bytes} has them. */
  public ValueList key(UUID value) {
    next()
        .append("x'")
        .append(HEX.toHexDigits(value.getMostSignificantBits()))
        .append(HEX.toHexDigits(value.getLeastSignificantBits()))
        .append('\'');
    return this;
  }
}
