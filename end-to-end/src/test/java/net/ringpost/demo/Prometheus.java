// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server tells of itself at {@code /actuator/prometheus}. */
final class Prometheus {
  private Prometheus() {}

  /**
   * The sum of a metric over all its labels.
   *
   * @throws AssertionError if there is no such metric
   */
  static double sum(RunningServer server, String metric) {
    Matcher line =
        Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? ([0-9.eE+-]+)$")
            .matcher(server.text("/actuator/prometheus"));
    double sum = 0;
    boolean found = false;
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
      found = true;
    }
    if (!found) {
      throw new AssertionError("the server publishes no " + metric);
    }
    return sum;
  }
}
