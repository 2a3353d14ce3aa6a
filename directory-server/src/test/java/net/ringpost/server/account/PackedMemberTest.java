// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.GreetingLanguage;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.Reach;
import net.ringpost.db.account.VoicemailChoice;
import net.ringpost.db.account.VoicemailReason;
import org.junit.jupiter.api.Test;

class PackedMemberTest {
  private static final Credentials SECRET = Credentials.of("Ada", "10-00", "r", "pw");
  private static final Member PLAIN =
      new Member(new Account(7, "ada", "1000", "", null, false, 25, 1_800_000_000_000L), SECRET);
  private static final Member CHOOSY =
      new Member(
          new Account(
              Long.MAX_VALUE,
              "Ada",
              "10-00",
              "에이다",
              Reach.HANDOVER,
              true,
              0,
              0,
              new VoicemailChoice(
                  Set.of(VoicemailReason.BUSY, VoicemailReason.FAILED),
                  GreetingLanguage.KO,
                  "greeting-1",
                  true),
              false),
          SECRET);

  @Test
  void members_come_back_as_they_were() {
    assertThat(PackedMember.unpack(PackedMember.pack(PLAIN, "ada", "1000"))).isEqualTo(PLAIN);
    assertThat(PackedMember.unpack(PackedMember.pack(CHOOSY, "ada", "1000"))).isEqualTo(CHOOSY);
  }

  @Test
  void a_member_is_known_by_both_names_and_no_other() {
    byte[] packed = PackedMember.pack(CHOOSY, "ada", "1000");
    assertThat(PackedMember.isNamed(packed, "ada")).isTrue();
    assertThat(PackedMember.isNamed(packed, "1000")).isTrue();
    assertThat(PackedMember.isNamed(packed, "Ada")).isFalse();
    assertThat(PackedMember.isNamed(packed, "100")).isFalse();
  }

  @Test
  void what_a_member_takes_is_mostly_credentials() {
    assertThat(PackedMember.pack(PLAIN, "ada", "1000")).hasSizeLessThan(96 + 40);
  }
}
