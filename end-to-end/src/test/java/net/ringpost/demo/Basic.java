// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** HTTP Basic (RFC 7617). */
final class Basic {
  private Basic() {}

  /** The value of an Authorization header. */
  static String credentials(String id, String password) {
    byte[] both = (id + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
