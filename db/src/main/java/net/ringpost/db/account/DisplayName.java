// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.util.Optional;

/** What may be shown as a member's name. */
public final class DisplayName {
  /** The most characters one may have, in UTF-16. */
  public static final int MAX_LENGTH = 100;

  private DisplayName() {}

  /** Why a display name cannot be had, to follow "it cannot be given:"; empty if it can. */
  public static Optional<String> objection(String wanted) {
    if (wanted.length() > MAX_LENGTH) {
      return Optional.of("it has more than " + MAX_LENGTH + " characters");
    }
    return Invisible.inText(wanted).stream()
        .mapToObj("the character U+%04X in it is not seen, and may not be there"::formatted)
        .findFirst();
  }
}
