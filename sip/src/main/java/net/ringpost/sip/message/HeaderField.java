// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.ringpost.sip.hash.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * One header field: its name and the bytes of the whole field, either as received (folding and odd
 * case kept) or made by us. The value is decoded when first asked for.
 */
public final class HeaderField {
  private static final byte[] CRLF = {'\r', '\n'};

  private final HeaderName name;
  private final byte[] bytes;
  private final int start;
  private final int valueStart;
  private final int end;
  private final boolean folded;
  // Both caches are filled at most a few times with equal immutable values: a race is harmless.
  private @Nullable String value;
  @Nullable Object decoded;

  private HeaderField(
      HeaderName name, byte[] bytes, int start, int valueStart, int end, boolean folded) {
    this.name = name;
    this.bytes = bytes;
    this.start = start;
    this.valueStart = valueStart;
    this.end = end;
    this.folded = folded;
  }

  /**
   * A field as received.
   *
   * @param bytes the received buffer, which is kept and must not change
   * @param start where the name begins
   * @param valueStart just after the colon
   * @param end where the CRLF that ends the field begins
   */
  public static HeaderField received(
      HeaderName name, byte[] bytes, int start, int valueStart, int end) {
    boolean folded = false;
    for (int i = valueStart; i < end; i++) {
      folded |= bytes[i] == '\r';
    }
    return received(name, bytes, start, valueStart, end, folded);
  }

  /**
   * The same.
   *
   * @param folded whether the value goes on over more than one line (RFC 3261 §7.3.1)
   */
  public static HeaderField received(
      HeaderName name, byte[] bytes, int start, int valueStart, int end, boolean folded) {
    return new HeaderField(name, bytes, start, valueStart, end, folded);
  }

  /**
   * A field of our own, {@code Name: value}.
   *
   * @throws IllegalArgumentException if the value contains a line break, which would let whoever
   *     chose the value write further headers
   */
  public static HeaderField of(HeaderName name, String value) {
    return spelled(name, name.text(), value);
  }

  /** A Via of our own, which need not be read again. */
  public static HeaderField of(Via via) {
    return knownAs(via, of(HeaderName.VIA, via.toString()));
  }

  /** The field with this Via alone, which need not be read again, its name spelled as it was. */
  HeaderField with(Via via) {
    return knownAs(via, withValue(via.toString()));
  }

  private static HeaderField knownAs(Via via, HeaderField written) {
    Decoded.keep(written, via);
    return written;
  }

  private static HeaderField spelled(HeaderName name, String spelling, String value) {
    if (hasBreak(value)) {
      throw new IllegalArgumentException("line break in a value of " + name);
    }
    byte[] bytes = (spelling + ": " + value + "\r\n").getBytes(StandardCharsets.UTF_8);
    int end = bytes.length - 2;
    HeaderField f = new HeaderField(name, bytes, 0, spelling.length() + 1, end, false);
    f.value = value.strip();
    return f;
  }

  /**
   * The field with another value, its name spelled as it was (compact stays compact).
   *
   * @throws IllegalArgumentException if the value contains a line break
   */
  public HeaderField withValue(String newValue) {
    int nameEnd = valueStart - 1;
    while (nameEnd > start && Grammar.isBlank(bytes[nameEnd - 1])) {
      nameEnd--;
    }
    String spelling = new String(bytes, start, nameEnd - start, StandardCharsets.US_ASCII);
    return spelled(name, spelling, newValue);
  }

  /** The field with this ASCII text, in which there is no line break, at its value's end. */
  HeaderField with(String more) {
    int to = textEnd(valueStart);
    int length = to - start;
    byte[] longer = Arrays.copyOfRange(bytes, start, to + more.length() + CRLF.length);
    for (int i = 0; i < more.length(); i++) {
      longer[length + i] = (byte) more.charAt(i);
    }
    int lineEnd = length + more.length();
    longer[lineEnd] = '\r';
    longer[lineEnd + 1] = '\n';
    return new HeaderField(name, longer, 0, valueStart - start, lineEnd, folded);
  }

  /** Mixes the value, as it was written, into a number: another value makes another one. */
  public long mixedInto(long seed) {
    int from = textStart();
    return Hash64.mix(seed, bytes, from, textEnd(from));
  }

  /** The name; a compact form gives the same name as the long one. */
  public HeaderName name() {
    return name;
  }

  /** The value, unfolded and trimmed, decoded as UTF-8. */
  public String value() {
    String v = value;
    if (v == null) {
      v = decode();
      value = v;
    }
    return v;
  }

  private String decode() {
    int from = textStart();
    int to = textEnd(from);
    return folded ? unfold(from, to) : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** The value, unfolded and trimmed, to be taken apart. */
  TextScanner scanner() {
    if (folded) {
      return new TextScanner(name.text(), value());
    }
    int from = textStart();
    return new TextScanner(name.text(), bytes, from, textEnd(from));
  }

  private int textStart() {
    int from = valueStart;
    while (from < end && isSpace(bytes[from])) {
      from++;
    }
    return from;
  }

  private int textEnd(int from) {
    int to = end;
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    return to;
  }

  // Java looks at sixteen characters and more at a time here.
  private static boolean hasBreak(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }

  /** RFC 3261 §7.3.1: a fold, with the blanks around it, means one space. */
  private String unfold(int from, int to) {
    byte[] out = new byte[to - from];
    int n = 0;
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      if (b != '\r' && b != '\n') {
        out[n++] = b;
        continue;
      }
      while (n > 0 && Grammar.isBlank(out[n - 1])) {
        n--;
      }
      while (i < to && isSpace(bytes[i])) {
        i++;
      }
      out[n++] = ' ';
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** How many bytes {@link #writeTo} writes. */
  public int length() {
    return end - start;
  }

  /** Whether it stands right behind the other, in what was received. */
  boolean follows(HeaderField other) {
    return bytes == other.bytes && start == other.end + 2;
  }

  /** Writes this field and all up to the last, which follow it, each with its CRLF. */
  void writeLinesTo(HeaderField last, ByteSink sink) {
    int to = last.end;
    if (to + 2 <= bytes.length && bytes[to] == '\r' && bytes[to + 1] == '\n') {
      sink.put(bytes, start, to + 2 - start);
    } else {
      sink.put(bytes, start, to - start);
      sink.put(CRLF);
    }
  }

  /** Writes the field without the CRLF that ends it. */
  public void writeTo(ByteSink sink) {
    sink.put(bytes, start, end - start);
  }

  /** The field on one line, for people. */
  @Override
  public String toString() {
    return name + ": " + value();
  }
}
