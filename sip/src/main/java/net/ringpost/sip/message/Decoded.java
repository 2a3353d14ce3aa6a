// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Header values in parts, each decoded once per field and kept with it. */
final class Decoded {
  private record Vias(List<Via> list) {}

  private record Addresses(List<NameAddr> list) {}

  private Decoded() {}

  static List<Via> vias(HeaderField f) {
    if (f.decoded instanceof Vias v) {
      return v.list;
    }
    Vias v = new Vias(Via.scanList(f.scanner()));
    f.decoded = v;
    return v.list;
  }

  /** Whether it is known to be a Via with one value. */
  static boolean isOnlyVia(HeaderField f) {
    return f.decoded instanceof Vias v && v.list.size() == 1;
  }

  /** The field is known to have this value alone. */
  static void keep(HeaderField f, Via only) {
    f.decoded = new Vias(List.of(only));
  }

  static NameAddr address(HeaderField f) {
    if (f.decoded instanceof NameAddr a) {
      return a;
    }
    NameAddr a = NameAddr.scan(f.scanner());
    f.decoded = a;
    return a;
  }

  static List<NameAddr> addresses(HeaderField f) {
    if (f.decoded instanceof Addresses a) {
      return a.list;
    }
    TextScanner in = f.scanner();
    boolean star = f.name().equals(HeaderName.CONTACT) && in.isOnly('*');
    Addresses a = new Addresses(star ? List.of() : NameAddr.scanList(in, isRoute(f.name())));
    f.decoded = a;
    return a.list;
  }

  /** Each value on its own; what is none is left out. */
  static List<NameAddr> readable(Headers headers, HeaderName name) {
    List<NameAddr> out = new ArrayList<>();
    for (String value : headers.values(name)) {
      try {
        out.add(NameAddr.parse(name.text(), value));
      } catch (MalformedException e) {
        // Nobody may need it.
      }
    }
    return List.copyOf(out);
  }

  /** RFC 3261 §20.30, §20.34, RFC 3327, RFC 3608: these know only the form with brackets. */
  private static boolean isRoute(HeaderName name) {
    return name.equals(HeaderName.ROUTE)
        || name.equals(HeaderName.RECORD_ROUTE)
        || name.equals(HeaderName.PATH)
        || name.equals(HeaderName.SERVICE_ROUTE);
  }

  static CSeq cseq(HeaderField f) {
    if (f.decoded instanceof CSeq c) {
      return c;
    }
    CSeq c = CSeq.scan(f.scanner());
    f.decoded = c;
    return c;
  }

  static long number(HeaderField f, long max) {
    // Not kept: to read the digits again costs less than to fetch what was kept.
    TextScanner in = f.scanner();
    long n = in.number("number", max);
    in.end();
    return n;
  }

  static OptionalLong number(Headers headers, HeaderName name, long max) {
    HeaderField f = headers.field(name);
    return f == null ? OptionalLong.empty() : OptionalLong.of(number(f, max));
  }

  /** {@code callid = word [ "@" word ]} */
  static String callId(HeaderField f) {
    String s = f.value();
    if (s.equals(f.decoded)) {
      return s;
    }
    TextScanner in = f.scanner();
    if (in.atEnd()) {
      throw in.error("empty");
    }
    in.run(Grammar.WORD);
    if (in.peek() == '@' && !in.atStart() && in.pos + 1 < in.end) {
      in.pos++;
      in.run(Grammar.WORD);
    }
    if (!in.atEnd()) {
      throw in.error("character not allowed");
    }
    f.decoded = s;
    return s;
  }

  /** The values of all fields of this name, joined. */
  static <T> List<T> joined(
      Headers headers, HeaderName name, Function<HeaderField, List<T>> decoder) {
    int i = headers.indexOf(name, 0);
    if (i < 0) {
      return List.of();
    }
    List<T> first = decoder.apply(headers.get(i));
    i = headers.next(name, i);
    if (i < 0) {
      return first;
    }
    List<T> all = new ArrayList<>(first);
    for (; i >= 0; i = headers.next(name, i)) {
      all.addAll(decoder.apply(headers.get(i)));
    }
    return all;
  }

  static HeaderField required(Headers headers, HeaderName name) {
    @Nullable HeaderField f = headers.field(name);
    if (f == null) {
      throw new MalformedException(name.text(), 0, "header missing");
    }
    return f;
  }
}
