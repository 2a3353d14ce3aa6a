// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import net.ringpost.db.account.GreetingLanguage;
import net.ringpost.db.account.VoicemailChoice;

/** Which greeting callers hear before they leave a message. */
enum GreetingSelection {
  /** The standard one in English. */
  EN,
  /** The standard one in Korean. */
  KO,
  /** The member's own. */
  OWN;

  static GreetingSelection of(VoicemailChoice choice) {
    return choice.ownGreeting() ? OWN : choice.language() == GreetingLanguage.KO ? KO : EN;
  }

  VoicemailChoice applied(VoicemailChoice was) {
    return switch (this) {
      case EN -> new VoicemailChoice(was.off(), GreetingLanguage.EN, was.greeting(), false);
      case KO -> new VoicemailChoice(was.off(), GreetingLanguage.KO, was.greeting(), false);
      case OWN -> new VoicemailChoice(was.off(), was.language(), was.greeting(), true);
    };
  }
}
