// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Locale;

/** Who begins the DTLS handshake: {@code a=setup}, RFC 4145 §4, RFC 5763 §5. */
public enum Setup {
  /** We begin: DTLS client. */
  ACTIVE,
  /** The other begins: DTLS server. */
  PASSIVE,
  /** The answerer chooses; only in offers. */
  ACTPASS,
  /** Nobody for now. */
  HOLDCONN;

  /** As it stands in the attribute. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
