// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.voicemail.WebmIndex.Block;

/** A WebM file, as far as it is whole. */
record RecoveredVideo(FileWindow file, WebmIndex index) implements RecoveredMessage {
  /** Whether the file begins as one that we wrote. */
  static boolean isOne(FileWindow file) throws IOException {
    try {
      return file.at(0) == Webm.EBML >>> 24 && file.at(1) == (Webm.EBML >> 16 & 0xFF);
    } catch (EOFException torn) {
      return false;
    }
  }

  static RecoveredVideo read(FileWindow file) throws IOException {
    return new RecoveredVideo(file, WebmIndex.read(file));
  }

  /** All packets of sound. */
  List<byte[]> sound() throws IOException {
    List<byte[]> packets = new ArrayList<>();
    for (Block block : index.of(Webm.SOUND)) {
      packets.add(file.bytes(block.at(), block.length()));
    }
    return packets;
  }

  private double exactMillis() {
    long samples = index.blocks().stream().mapToLong(Block::samples).sum();
    double sound = Math.max(0, samples - OpusStream.PRE_SKIP) * 1000.0 / Pcm.RATE;
    List<Block> pictures = index.of(Webm.PICTURES);
    return pictures.isEmpty() ? sound : Math.max(sound, (double) pictures.getLast().time());
  }

  @Override
  public long durationMillis() {
    return (long) exactMillis();
  }

  @Override
  public boolean complete() {
    return index.complete() && pictures();
  }

  @Override
  public boolean pictures() {
    return !index.of(Webm.PICTURES).isEmpty();
  }

  @Override
  public void copyTo(MessageSink sink) throws IOException {
    if (pictures()) {
      new WebmCopy(file, index, exactMillis()).to(sink);
      sink.sync();
    } else {
      RecoveredAudio.copy(sound(), sink);
    }
  }
}
