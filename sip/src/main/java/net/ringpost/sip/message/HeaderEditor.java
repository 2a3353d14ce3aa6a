// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Arrays;

/**
 * Makes changed {@link Headers}. Fields that are not touched are shared with the original, bytes
 * and all. Not for use by several threads; of no use after {@link #build}.
 *
 * <p>Every method that takes a value throws {@link IllegalArgumentException} if the value contains
 * a line break.
 */
public final class HeaderEditor {
  private HeaderField[] fields;
  private int size;

  HeaderEditor(HeaderField[] original, int size) {
    this.fields = Arrays.copyOf(original, size + 4);
    this.size = size;
  }

  /** Puts a field before the first one of its name, or on top if there is none. */
  public HeaderEditor prepend(HeaderName name, String value) {
    return prepend(HeaderField.of(name, value));
  }

  /** Puts the field before the first one of its name, or on top if there is none. */
  public HeaderEditor prepend(HeaderField field) {
    insert(Math.max(0, indexOf(field.name(), 0)), field);
    return this;
  }

  /** Puts a field behind all others. */
  public HeaderEditor append(HeaderName name, String value) {
    return append(HeaderField.of(name, value));
  }

  /** Puts the field behind all others. */
  public HeaderEditor append(HeaderField field) {
    insert(size, field);
    return this;
  }

  /** Leaves exactly one field of this name, where the first one stood, or at the end. */
  public HeaderEditor set(HeaderName name, String value) {
    int i = indexOf(name, 0);
    if (i < 0) {
      return append(name, value);
    }
    fields[i] = fields[i].withValue(value);
    for (int j = indexOf(name, i + 1); j >= 0; j = indexOf(name, j)) {
      removeAt(j);
    }
    return this;
  }

  /** Removes all fields of this name, if any. */
  public HeaderEditor remove(HeaderName name) {
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i)) {
      removeAt(i);
    }
    return this;
  }

  /**
   * Removes the first value of a list header: the first field, or only what stands before its first
   * top-level comma. Does nothing if there is none.
   */
  public HeaderEditor removeFirstValue(HeaderName name) {
    int i = indexOf(name, 0);
    if (i < 0) {
      return this;
    }
    String rest = afterFirst(fields[i]);
    if (rest.isEmpty()) {
      removeAt(i);
    } else {
      fields[i] = fields[i].withValue(rest);
    }
    return this;
  }

  /** Replaces the first value of Via, leaving its others; there must be one. */
  public HeaderEditor replaceFirst(Via via) {
    int i = indexOf(HeaderName.VIA, 0);
    String rest = afterFirst(fields[i]);
    fields[i] = rest.isEmpty() ? fields[i].with(via) : fields[i].withValue(via + ", " + rest);
    return this;
  }

  /** The changed fields. */
  public Headers build() {
    return new Headers(fields, size);
  }

  private static String afterFirst(HeaderField field) {
    if (!field.name().isList() || Decoded.isOnlyVia(field)) {
      return "";
    }
    String value = field.value();
    int comma = Commas.next(value, 0);
    return comma == value.length() ? "" : value.substring(comma + 1).strip();
  }

  private int indexOf(HeaderName name, int from) {
    return Headers.indexOf(fields, size, name, from);
  }

  private void insert(int index, HeaderField field) {
    if (size == fields.length) {
      fields = Arrays.copyOf(fields, size + 8);
    }
    System.arraycopy(fields, index, fields, index + 1, size - index);
    fields[index] = field;
    size++;
  }

  private void removeAt(int index) {
    System.arraycopy(fields, index + 1, fields, index, size - index - 1);
    size--;
  }
}
