// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Look-ups in a list of attributes. A value that cannot be read counts as not there: an unknown
 * form must not end a call (RFC 8866 §5.13).
 */
final class AttributeList {
  private AttributeList() {}

  static boolean has(List<Attribute> attributes, String name) {
    return attributes.stream().anyMatch(a -> a.name().equals(name));
  }

  static Optional<String> value(List<Attribute> attributes, String name) {
    return attributes.stream().filter(a -> a.name().equals(name)).map(Attribute::value).findFirst();
  }

  static <T> List<T> all(List<Attribute> attributes, String name, Function<String, T> parse) {
    return attributes.stream()
        .filter(a -> a.name().equals(name))
        .flatMap(a -> readable(a.value(), parse).stream())
        .toList();
  }

  private static <T> Optional<T> readable(String value, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(value));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  static OptionalInt number(List<Attribute> attributes, String name) {
    return all(attributes, name, v -> Numbers.parse(v.strip(), 1, 1_000_000, name)).stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  static Optional<Direction> direction(List<Attribute> attributes) {
    for (Direction direction : Direction.values()) {
      if (has(attributes, direction.attribute())) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }

  static Optional<Setup> setup(List<Attribute> attributes) {
    String text = value(attributes, "setup").orElse("");
    for (Setup setup : Setup.values()) {
      if (setup.text().equals(text)) {
        return Optional.of(setup);
      }
    }
    return Optional.empty();
  }
}
