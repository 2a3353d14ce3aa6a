// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/** A request's body, of which no more is read than it may have, and not for longer than it may. */
final class BoundedBody implements InputBuffer {
  private final Request request;
  private final InputBuffer whole;
  private final @Nullable HttpConnection connection;
  private final long most;
  private long read;

  /**
   * @param connection null where no deadline is kept
   * @param most in bytes
   */
  BoundedBody(Request request, @Nullable HttpConnection connection, long most) {
    this.request = request;
    this.whole = request.getInputBuffer();
    this.connection = connection;
    this.most = most;
  }

  @Override
  public int doRead(ApplicationBufferHandler handler) throws IOException {
    int count;
    try {
      count = whole.doRead(handler);
    } catch (IOException e) {
      if (isLate()) {
        throw refused(408);
      }
      throw e;
    }
    if (count < 0 && isLate()) {
      throw refused(408);
    }
    read += Math.max(0, count);
    if (read > most) {
      throw refused(413);
    }
    return count;
  }

  private boolean isLate() {
    return connection != null && connection.late();
  }

  private IOException refused(int status) {
    request.setAttribute(ProblemReport.STATUS, status);
    request.getResponse().setHeader("Connection", "close");
    // Tomcat would take any other for a sign that the client is gone, and not answer.
    return new BadRequestException("the body was refused with " + status);
  }

  /**
   * Reads what is left and throws it away.
   *
   * @return whether the end was reached
   */
  boolean discardRest() {
    try {
      ApplicationBufferHandler nowhere = new Nowhere();
      while (whole.doRead(nowhere) >= 0) {
        if (isLate()) {
          return false;
        }
      }
      return !isLate();
    } catch (IOException broken) {
      return false;
    }
  }

  @Override
  public int available() {
    return whole.available();
  }

  /** Takes what is read and forgets it. */
  private static final class Nowhere implements ApplicationBufferHandler {
    private @Nullable ByteBuffer last;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      last = buffer;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return last;
    }

    @Override
    public void expand(int size) {
      // What is forgotten needs no room.
    }
  }
}
