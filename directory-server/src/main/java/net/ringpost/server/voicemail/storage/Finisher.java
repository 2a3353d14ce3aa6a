// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import net.ringpost.db.voicemail.VoicemailKind;

/**
 * Makes a message that plays of one that was recorded: of one with pictures, and of each whose
 * recording was interrupted by a sudden end.
 */
@FunctionalInterface
public interface Finisher {
  /** Where a corrected content goes; nothing appended: the content stays as it is. */
  @FunctionalInterface
  interface Corrected {
    /** Appends bytes that belong together. */
    void append(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * What a message has become.
   *
   * @param durationMs how long it plays
   */
  record Finished(VoicemailKind kind, long durationMs) {}

  /**
   * Looks at what there is of a message.
   *
   * @param kind what it was taken for when its recording began
   * @param content whole appends, from the first on; not empty
   * @param corrected takes a content that replaces it
   * @return what it is; empty if it is not worth keeping
   * @throws IOException if it cannot be read or written: it is tried again later
   */
  Optional<Finished> finish(VoicemailKind kind, SeekableByteChannel content, Corrected corrected)
      throws IOException;

  /** Keeps every message as it is, its length guessed from its size, at 64 kbit/s for sound. */
  static Finisher bySize() {
    return (kind, content, corrected) ->
        Optional.of(new Finished(kind, content.size() / (kind == VoicemailKind.AUDIO ? 8 : 64)));
  }
}
