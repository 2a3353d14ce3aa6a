// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.springframework.core.io.AbstractResource;

/** A content for Spring, which serves ranges of it. */
final class ContentResource extends AbstractResource {
  private final String description;
  private final long size;
  private final Opening opening;

  /** Opens the content. */
  @FunctionalInterface
  interface Opening {
    /** Opens it. */
    SeekableByteChannel open() throws IOException;
  }

  ContentResource(String description, long size, Opening opening) {
    this.description = description;
    this.size = size;
    this.opening = opening;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public long contentLength() {
    return size;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Stream(opening.open());
  }

  /** Skips without reading. */
  private static final class Stream extends InputStream {
    private final SeekableByteChannel channel;

    Stream(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return length == 0 ? 0 : channel.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
      long from = channel.position();
      long to = Math.clamp(from + count, from, Math.max(from, channel.size()));
      channel.position(to);
      return to - from;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
