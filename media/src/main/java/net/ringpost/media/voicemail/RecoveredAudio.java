// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.util.List;
import net.ringpost.media.device.Pcm;

/** An Ogg Opus file, as far as it is whole. */
record RecoveredAudio(OpusFile file) implements RecoveredMessage {
  @Override
  public long durationMillis() {
    return file.samples() * 1000 / Pcm.RATE;
  }

  @Override
  public boolean complete() {
    return file.complete();
  }

  @Override
  public boolean pictures() {
    return false;
  }

  @Override
  public void copyTo(MessageSink sink) throws IOException {
    copy(file.packets(), sink);
  }

  /** Writes packets as an Ogg Opus file, and syncs. */
  static void copy(List<byte[]> packets, MessageSink sink) throws IOException {
    OpusStream stream = new OpusStream(packets.size());
    append(sink, stream.headers());
    for (byte[] packet : packets) {
      stream.add(packet, OpusPackets.samples(packet));
    }
    append(sink, stream.end());
    sink.sync();
  }

  private static void append(MessageSink sink, byte[] bytes) throws IOException {
    sink.append(bytes, 0, bytes.length);
  }
}
