// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;

/**
 * Streams that belong together: {@code a=group}, RFC 5888 §5.
 *
 * @param semantics such as {@code BUNDLE} (RFC 8843) or {@code LS}
 * @param mids of the streams; may be empty, which an answer uses to refuse the group
 */
public record MediaGroup(String semantics, List<String> mids) {
  /** Copies the list. */
  public MediaGroup {
    mids = List.copyOf(mids);
  }

  static MediaGroup parse(String value) {
    List<String> words = SdpText.words(value);
    return new MediaGroup(words.getFirst(), words.subList(1, words.size()));
  }

  /** The attribute. */
  public Attribute attribute() {
    return new Attribute(
        "group", mids.isEmpty() ? semantics : semantics + " " + String.join(" ", mids));
  }
}
