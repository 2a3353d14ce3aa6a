// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import net.ringpost.db.voicemail.VoicemailKind;

/** Makes a message that plays of one whose recording was interrupted by a sudden end. */
@FunctionalInterface
public interface Finisher {
  /** Where a corrected content goes; nothing appended: the content stays as it is. */
  @FunctionalInterface
  interface Corrected {
    /** Appends bytes that belong together. */
    void append(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * Looks at what there is of a message.
   *
   * @param content whole appends, from the first on; not empty
   * @param corrected takes a content that replaces it
   * @return how long the message plays, in milliseconds; empty if it is not worth keeping
   * @throws IOException if it cannot be read or written: it is tried again later
   */
  OptionalLong finish(VoicemailKind kind, SeekableByteChannel content, Corrected corrected)
      throws IOException;

  /** Keeps every message as it is, its length guessed from its size, at 64 kbit/s for sound. */
  static Finisher bySize() {
    return (kind, content, corrected) ->
        OptionalLong.of(content.size() / (kind == VoicemailKind.AUDIO ? 8 : 64));
  }
}
