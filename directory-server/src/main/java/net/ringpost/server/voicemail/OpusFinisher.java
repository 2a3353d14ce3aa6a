// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.media.message.MessageSink;
import net.ringpost.media.message.RecoveredMessage;

/**
 * Gives an interrupted Ogg Opus recording its end; one that is too short is dropped, as it would
 * have been. Other kinds are left to another finisher.
 */
public final class OpusFinisher implements Finisher {
  private final long shortestMillis;
  private final Finisher others;

  /**
   * @param shortestMillis shorter messages are none
   */
  public OpusFinisher(long shortestMillis, Finisher others) {
    this.shortestMillis = shortestMillis;
    this.others = others;
  }

  @Override
  public OptionalLong finish(VoicemailKind kind, SeekableByteChannel content, Corrected corrected)
      throws IOException {
    if (kind != VoicemailKind.AUDIO) {
      return others.finish(kind, content, corrected);
    }
    InputStream in = Channels.newInputStream(content);
    RecoveredMessage message = RecoveredMessage.of(in);
    if (message.durationMillis() < shortestMillis) {
      return OptionalLong.empty();
    }
    if (!message.complete()) {
      message.copyTo(new Sink(corrected));
    }
    return OptionalLong.of(message.durationMillis());
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
