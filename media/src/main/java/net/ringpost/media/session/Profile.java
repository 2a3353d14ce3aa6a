// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The transport protocols of an audio line in SDP that we know. */
enum Profile {
  AVP("RTP/AVP"),
  AVPF("RTP/AVPF"),
  SAVP("RTP/SAVP"),
  SAVPF("RTP/SAVPF"),
  TLS_SAVP("UDP/TLS/RTP/SAVP"),
  TLS_SAVPF("UDP/TLS/RTP/SAVPF");

  private final String token;

  Profile(String token) {
    this.token = token;
  }

  /** As in the m= line. */
  String token() {
    return token;
  }

  boolean plain() {
    return this == AVP || this == AVPF;
  }

  /** Keyed by DTLS, RFC 5764 §8. */
  boolean dtls() {
    return this == TLS_SAVP || this == TLS_SAVPF;
  }

  /** The same with RTCP feedback at once, RFC 4585. */
  Profile withFeedback() {
    return this == AVP ? AVPF : this;
  }

  /** The one with that token; null when we do not know it. */
  static @Nullable Profile of(String token) {
    for (Profile p : values()) {
      if (p.token.equals(token.toUpperCase(Locale.ROOT))) {
        return p;
      }
    }
    return null;
  }
}
