// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import org.jspecify.annotations.NullMarked;

/** Keeps a message in memory, with the moments of its pages; full when it shall be. */
@NullMarked
final class MemorySink implements MessageSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Long> appends = new ArrayList<>();
  private final int room;
  private int syncs;
  private int closes;

  MemorySink() {
    this(Integer.MAX_VALUE);
  }

  /** A disk with so many bytes left. */
  MemorySink(int room) {
    this.room = room;
  }

  @Override
  public synchronized void append(byte[] from, int offset, int length) throws IOException {
    if (closes > 0) {
      throw new IllegalStateException("closed");
    }
    if (bytes.size() + length > room) {
      throw new IOException("no space left on device");
    }
    bytes.write(from, offset, length);
    appends.add(System.nanoTime());
  }

  @Override
  public synchronized void sync() {
    syncs++;
  }

  @Override
  public synchronized void close() {
    closes++;
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  synchronized int syncs() {
    return syncs;
  }

  synchronized int closes() {
    return closes;
  }

  /** The longest time between two appends. */
  synchronized long longestPauseMillis() {
    long longest = 0;
    for (int i = 1; i < appends.size(); i++) {
      longest = Math.max(longest, appends.get(i) - appends.get(i - 1));
    }
    return longest / 1_000_000;
  }

  /** What is heard of it. */
  short[] decoded() throws IOException {
    Prompt whole = Prompt.ofOggOpus(new ByteArrayInputStream(bytes()));
    List<short[]> pieces = Coding.decode(whole.frames(AudioCodec.OPUS)).toList();
    short[] all = new short[pieces.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
