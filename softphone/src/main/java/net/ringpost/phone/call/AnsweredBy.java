// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.Locale;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import org.jspecify.annotations.Nullable;

/** Who answers a call, as its Contact's feature tags say (RFC 3840). */
enum AnsweredBy {
  /** A telephone, or something that does not say what it is. */
  TELEPHONE,
  /** A machine that takes messages. */
  VOICEMAIL,
  /** Another machine. */
  MACHINE;

  /** Reads what answers. */
  static AnsweredBy of(SipMessage answer) {
    for (String value : answer.headers().values(HeaderName.CONTACT)) {
      try {
        return of(NameAddr.parse("Contact", value));
      } catch (MalformedException e) {
        // Another one may be readable.
      }
    }
    return TELEPHONE;
  }

  /** RFC 3840 §10.6, §10.14: "actor", and "automata", which is true where it stands alone. */
  private static AnsweredBy of(NameAddr contact) {
    String actor = unquoted(contact.params().get("actor"));
    if (actor.equals("msg-taker")) {
      return VOICEMAIL;
    }
    boolean automata = contact.params().has("automata");
    return automata && !unquoted(contact.params().get("automata")).equals("false")
        ? MACHINE
        : TELEPHONE;
  }

  private static String unquoted(@Nullable String value) {
    return value == null ? "" : value.replace("\"", "").toLowerCase(Locale.ROOT);
  }

  /** As events name it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
