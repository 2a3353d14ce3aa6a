// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message, in order; immutable. A changed copy shares every field that was
 * not touched.
 */
public final class Headers implements Iterable<HeaderField> {
  /** No fields at all. */
  public static final Headers EMPTY = new Headers(new HeaderField[0], 0);

  private final HeaderField[] fields;
  private final int size;

  /** The bits of all names, and of those that seem to be there more than once. */
  private final long present;

  private final long repeated;

  Headers(HeaderField[] fields, int size) {
    this.fields = fields;
    this.size = size;
    long once = 0;
    long again = 0;
    for (int i = 0; i < size; i++) {
      long bit = fields[i].name().bit();
      again |= once & bit;
      once |= bit;
    }
    this.present = once;
    this.repeated = again;
  }

  /** These fields in this order. */
  public static Headers of(List<HeaderField> fields) {
    return new Headers(fields.toArray(HeaderField[]::new), fields.size());
  }

  /** The first {@code size} fields of the array, which is kept and must not change. */
  public static Headers adopt(HeaderField[] fields, int size) {
    return new Headers(fields, size);
  }

  /** An editor that starts with no fields. */
  public static HeaderEditor create() {
    return EMPTY.edit();
  }

  /** How many fields there are. */
  public int size() {
    return size;
  }

  /** The field at {@code index}, from 0. */
  public HeaderField get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return fields[index];
  }

  /** Where the first field of this name stands from {@code from} on, or -1. */
  public int indexOf(HeaderName name, int from) {
    return (present & name.bit()) == 0 ? -1 : indexOf(fields, size, name, from);
  }

  static int indexOf(HeaderField[] fields, int size, HeaderName name, int from) {
    for (int i = from; i < size; i++) {
      if (fields[i].name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the next field of this name stands after the one at {@code index}, or -1. */
  int next(HeaderName name, int index) {
    return (repeated & name.bit()) == 0 ? -1 : indexOf(fields, size, name, index + 1);
  }

  /** Whether a field of this name is there. */
  public boolean has(HeaderName name) {
    return indexOf(name, 0) >= 0;
  }

  /** How many fields of this name there are. */
  public int count(HeaderName name) {
    int n = 0;
    for (int i = indexOf(name, 0); i >= 0; i = next(name, i)) {
      n++;
    }
    return n;
  }

  /** The first field of this name, or null. */
  public @Nullable HeaderField field(HeaderName name) {
    int i = indexOf(name, 0);
    return i < 0 ? null : fields[i];
  }

  /** The whole unfolded value of the first field of this name, or null. */
  public @Nullable String first(HeaderName name) {
    int i = indexOf(name, 0);
    return i < 0 ? null : fields[i].value();
  }

  /** All fields of this name, in order. */
  public List<HeaderField> all(HeaderName name) {
    int i = indexOf(name, 0);
    if (i < 0) {
      return List.of();
    }
    List<HeaderField> out = new ArrayList<>(4);
    for (; i >= 0; i = next(name, i)) {
      out.add(fields[i]);
    }
    return out;
  }

  /**
   * All values of this name, in order. Where the header is a list, a field's value is split at its
   * top-level commas and empty values are left out; elsewhere commas are data and each field is one
   * value.
   */
  public List<String> values(HeaderName name) {
    int i = indexOf(name, 0);
    if (i < 0) {
      return List.of();
    }
    List<String> out = new ArrayList<>(4);
    for (; i >= 0; i = next(name, i)) {
      if (name.isList()) {
        out.addAll(Commas.split(fields[i].value()));
      } else {
        out.add(fields[i].value());
      }
    }
    return out;
  }

  /**
   * Whether one of the list's values is this token, in any case; for Supported, Require and such.
   */
  public boolean hasToken(HeaderName name, String token) {
    for (String v : values(name)) {
      if (v.equalsIgnoreCase(token)) {
        return true;
      }
    }
    return false;
  }

  /** An editor that starts with these fields; this object does not change. */
  public HeaderEditor edit() {
    return new HeaderEditor(fields, size);
  }

  /**
   * Writes all fields, each with its CRLF. What was received and stands together goes out in one
   * piece.
   */
  public void writeTo(ByteSink sink) {
    int i = 0;
    while (i < size) {
      HeaderField first = fields[i];
      HeaderField last = first;
      for (i++; i < size && fields[i].follows(last); i++) {
        last = fields[i];
      }
      first.writeLinesTo(last, sink);
    }
  }

  @Override
  public Iterator<HeaderField> iterator() {
    return Arrays.asList(fields).subList(0, size).iterator();
  }

  /** One field a line, unfolded, for people. */
  @Override
  public String toString() {
    StringBuilder sb = new StringBuilder();
    for (HeaderField f : this) {
      sb.append(f).append('\n');
    }
    return sb.toString();
  }
}
