// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.Test;

class RegistrationInfoTest {
  private static RegistrationInfo of(String... fields) {
    HeaderEditor edit = Headers.create();
    for (String f : fields) {
      String[] parts = f.split(": ", 2);
      edit.append(HeaderName.of(parts[0]), parts[1]);
    }
    return RegistrationInfo.of(
        SipResponse.of(Status.OK, "OK", edit.build(), new byte[0]), "example.org");
  }

  @Test
  void number_and_site_are_read() {
    RegistrationInfo read =
        of(
            "P-Associated-URI: \"Ann\" <sip:+49%20(30)%20123@example.org>, <sip:ann@example.org>",
            "Call-Info: <http://x.example/a.png>;purpose=icon, <https://example.org/>;purpose=ringpost-site");
    assertThat(read).isEqualTo(new RegistrationInfo("+49 (30) 123", "https://example.org/"));
  }

  @Test
  void what_is_not_told_or_not_ours_is_empty() {
    assertThat(of()).isEqualTo(new RegistrationInfo("", ""));
    assertThat(
            of(
                "P-Associated-URI: <sip:1@elsewhere.example>, <<, <tel:1>",
                "Call-Info: <https://example.org/>, nonsense<"))
        .isEqualTo(new RegistrationInfo("", ""));
  }
}
