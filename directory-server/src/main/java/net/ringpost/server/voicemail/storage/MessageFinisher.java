// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.media.voicemail.MessageSink;
import net.ringpost.media.voicemail.RecoveredMessage;

/**
 * Gives a recording what players need: its end, and one with pictures its length and the places of
 * its moments. One that is too short is dropped; one in which no picture came is sound.
 */
public final class MessageFinisher implements Finisher {
  private final long shortestMillis;

  /**
   * @param shortestMillis shorter messages are none
   */
  public MessageFinisher(long shortestMillis) {
    this.shortestMillis = shortestMillis;
  }

  @Override
  public Optional<Finished> finish(
      VoicemailKind kind, SeekableByteChannel content, Corrected corrected) throws IOException {
    RecoveredMessage message = RecoveredMessage.of(content);
    if (message.durationMillis() < shortestMillis) {
      return Optional.empty();
    }
    if (!message.complete()) {
      message.copyTo(new Sink(corrected));
    }
    VoicemailKind now = message.pictures() ? VoicemailKind.VIDEO : VoicemailKind.AUDIO;
    return Optional.of(new Finished(now, message.durationMillis()));
  }

  /** Syncing and closing are up to who recovers. */
  private record Sink(Corrected corrected) implements MessageSink {
    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
      for (int at = 0; at < length; at += MOST) {
        corrected.append(bytes, offset + at, Math.min(MOST, length - at));
      }
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}

    private static final int MOST = 1 << 20;
  }
}
