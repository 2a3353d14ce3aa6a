// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member has chosen about voice mail.
 *
 * @param off the reasons for which the member wants none
 * @param language of the standard greeting
 * @param greeting what the content with the member's own greeting is called; null if there is none
 * @param ownGreeting whether the own greeting is played; only where there is one
 */
public record VoicemailChoice(
    Set<VoicemailReason> off,
    GreetingLanguage language,
    @Nullable String greeting,
    boolean ownGreeting) {
  /** Of who has chosen nothing: voice mail for every reason, greeted in English. */
  public static final VoicemailChoice STANDARD =
      new VoicemailChoice(Set.of(), GreetingLanguage.EN, null, false);

  /** Copies the set. */
  public VoicemailChoice {
    off = Set.copyOf(off);
    ownGreeting = ownGreeting && greeting != null;
  }

  /** Whether a call that failed for this reason goes to voice mail. */
  public boolean takes(VoicemailReason reason) {
    return !off.contains(reason);
  }
}
