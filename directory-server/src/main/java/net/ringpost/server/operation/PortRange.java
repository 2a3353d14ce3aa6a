// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Ports of this machine.
 *
 * @param first 1024 and up; 0 for {@link #ANY}
 * @param last at least three more, at most 65535; 0 for {@link #ANY}
 */
record PortRange(int first, int last) {
  /** Whatever the system gives. */
  static final PortRange ANY = new PortRange(0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{4,5})-(\\d{4,5})");

  /** Reads {@code FROM-TO}. */
  static final class Converter implements ITypeConverter<PortRange> {
    @Override
    public PortRange convert(String text) {
      Matcher m = TEXT.matcher(text);
      if (m.matches()) {
        PortRange range = new PortRange(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
        if (range.first >= 1024 && range.last >= range.first + 3 && range.last <= 65535) {
          return range;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no range of ports like 40000-49999, of four ports or more");
    }
  }
}
