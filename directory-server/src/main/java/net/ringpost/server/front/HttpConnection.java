// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection of a client's. What is changed by several threads is volatile. */
final class HttpConnection {
  private final SocketChannel channel;
  private final @Nullable ClientPrefix client;
  private volatile boolean busy;
  private volatile long deadline;
  private volatile boolean late;
  private long requestsBefore;

  /**
   * @param client whom it counts for; null if for nobody
   */
  HttpConnection(SocketChannel channel, @Nullable ClientPrefix client) {
    this.channel = channel;
    this.client = client;
  }

  SocketChannel channel() {
    return channel;
  }

  @Nullable ClientPrefix client() {
    return client;
  }

  /** Whether a thread is at it: it is neither idle nor waiting for more of a head. */
  boolean busy() {
    return busy;
  }

  void busy(boolean now) {
    busy = now;
  }

  /**
   * What the client is sending must be here by then.
   *
   * @param nanos as of {@link System#nanoTime()}
   */
  void due(long nanos) {
    late = false;
    // Zero stands for none.
    deadline = nanos == 0 ? 1 : nanos;
  }

  /** Nothing is due. */
  void nothingDue() {
    deadline = 0;
  }

  boolean isDue() {
    return deadline != 0;
  }

  /** Whether it was cut off for being late. */
  boolean late() {
    return late;
  }

  /** How many requests had been answered when the head that is under way began. */
  long requestsBefore() {
    return requestsBefore;
  }

  void requestsBefore(long count) {
    requestsBefore = count;
  }

  /** Cuts off what is overdue: whoever waits for more reads the end. Answers can still be sent. */
  void cutIfLate(long now) {
    long due = deadline;
    if (due != 0 && now - due > 0) {
      deadline = 0;
      late = true;
      try {
        channel.shutdownInput();
      } catch (IOException closed) {
        // It has ended by itself.
        return;
      }
    }
  }
}
