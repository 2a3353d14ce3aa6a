// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;
import java.util.Set;

/**
 * What we can do with a kind of stream.
 *
 * @param kind {@code audio}, {@code video}, …
 * @param protocols such as {@code UDP/TLS/RTP/SAVPF}; compared as they stand
 * @param codecs what we have
 * @param direction what we want to do now; {@link Direction#INACTIVE} holds a call
 * @param most how many such streams we take; further ones are refused
 */
public record MediaCapability(
    String kind, Set<String> protocols, List<Codec> codecs, Direction direction, int most) {
  /** Copies the collections. */
  public MediaCapability {
    protocols = Set.copyOf(protocols);
    codecs = List.copyOf(codecs);
  }

  boolean has(RtpMap map) {
    return codecs.stream().anyMatch(codec -> codec.is(map));
  }
}
