// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Records into a WAV file (48 kHz mono 16 bit). The file begins with the first frame written. Its
 * header is brought up to date each half second, so that the file can be played even when the
 * program was killed.
 */
public final class WavSink implements AudioSink {
  private static final int HEADER = 44;
  private static final int FRAMES_PER_HEADER = 25;

  private final FileChannel file;
  private final ByteBuffer data = ByteBuffer.allocate(Pcm.FRAME * 2).order(ByteOrder.LITTLE_ENDIAN);
  private long dataBytes;
  private int sinceHeader;
  private boolean closed;

  /**
   * Creates the file, or empties an existing one.
   *
   * @throws IOException when it cannot be written
   */
  public WavSink(Path path) throws IOException {
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    writeHeader();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException when the file cannot be written (disk full)
   */
  @Override
  public synchronized void write(short[] frame) {
    if (closed) {
      return;
    }
    data.clear();
    data.asShortBuffer().put(frame);
    data.limit(frame.length * 2);
    try {
      dataBytes += writeAll(data, HEADER + dataBytes);
      if (++sinceHeader >= FRAMES_PER_HEADER) {
        writeHeader();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      writeHeader();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeHeader() throws IOException {
    sinceHeader = 0;
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (dataBytes + HEADER - 8)).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    header.putInt(Pcm.RATE).putInt(Pcm.RATE * 2).putShort((short) 2).putShort((short) 16);
    header.put(ascii("data")).putInt((int) dataBytes).flip();
    writeAll(header, 0);
  }

  private int writeAll(ByteBuffer bytes, long position) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes, position + length - bytes.remaining());
    }
    return length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
