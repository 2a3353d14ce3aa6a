// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
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
    // What is skipped of a seekable channel is not read.
    return Channels.newInputStream(opening.open());
  }
}
