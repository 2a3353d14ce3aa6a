// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.GreetingLanguage;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.Reach;
import net.ringpost.db.account.VoicemailChoice;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.server.packed.PackReader;
import net.ringpost.server.packed.PackWriter;

/** A member as one array, with the canonical forms of both names. */
@SuppressWarnings("EnumOrdinal") // what is packed does not outlive the process
final class PackedMember {
  private static final GreetingLanguage[] LANGUAGES = GreetingLanguage.values();
  private static final VoicemailReason[] REASONS = VoicemailReason.values();
  private static final Reach[] REACHES = Reach.values();
  private static final int PLAIN_MEDIA = 1;
  private static final int OWN_GREETING = 2;
  private static final int UNLISTED = 4;

  private PackedMember() {}

  /** Packs a member whose names have these canonical forms. */
  static byte[] pack(Member member, String id, String number) {
    Account a = member.account();
    VoicemailChoice mail = a.voicemail();
    int reasons = 0;
    for (VoicemailReason r : mail.off()) {
      reasons |= 1 << r.ordinal();
    }
    return new PackWriter()
        .text(id)
        .text(number)
        .textOrNull(a.id().equals(id) ? null : a.id())
        .textOrNull(a.number().equals(number) ? null : a.number())
        .text(a.displayName())
        .number(a.key())
        .octet(a.reach() == null ? 0 : 1 + a.reach().ordinal())
        .octet(
            (a.plainMedia() ? PLAIN_MEDIA : 0)
                | (mail.ownGreeting() ? OWN_GREETING : 0)
                | (a.listed() ? 0 : UNLISTED))
        .number(a.voicemailAfterSeconds())
        .number(a.createdAt())
        .octet(reasons)
        .octet(mail.language().ordinal())
        .textOrNull(mail.greeting())
        .octets(member.credentials().toBytes())
        .toBytes();
  }

  /** Whether this is the canonical form of one of the member's names. */
  static boolean isNamed(byte[] packed, String canonical) {
    byte[] name = canonical.getBytes(StandardCharsets.UTF_8);
    PackReader reader = new PackReader(packed);
    boolean isId = reader.isText(name);
    return isId || reader.isText(name);
  }

  /** The member that was packed. */
  static Member unpack(byte[] packed) {
    PackReader r = new PackReader(packed);
    String canonicalId = r.text();
    String canonicalNumber = r.text();
    String id = r.textOrNull();
    String number = r.textOrNull();
    String displayName = r.text();
    long key = r.number();
    int reach = r.octet();
    int flags = r.octet();
    Account account =
        new Account(
            key,
            id == null ? canonicalId : id,
            number == null ? canonicalNumber : number,
            displayName,
            reach == 0 ? null : REACHES[reach - 1],
            (flags & PLAIN_MEDIA) != 0,
            (int) r.number(),
            r.number(),
            voicemail(r, (flags & OWN_GREETING) != 0),
            (flags & UNLISTED) == 0);
    return new Member(account, Credentials.ofBytes(r.octets()));
  }

  private static VoicemailChoice voicemail(PackReader r, boolean ownGreeting) {
    int reasons = r.octet();
    GreetingLanguage language = LANGUAGES[r.octet()];
    return new VoicemailChoice(off(reasons), language, r.textOrNull(), ownGreeting);
  }

  private static Set<VoicemailReason> off(int reasons) {
    if (reasons == 0) {
      return Set.of();
    }
    Set<VoicemailReason> off = EnumSet.noneOf(VoicemailReason.class);
    for (VoicemailReason r : REASONS) {
      if ((reasons & 1 << r.ordinal()) != 0) {
        off.add(r);
      }
    }
    return off;
  }
}
