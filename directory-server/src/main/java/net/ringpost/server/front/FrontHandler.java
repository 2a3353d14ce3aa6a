// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.io.IOException;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Stands between Tomcat's sockets and its HTTP, and sees each connection's steps. */
final class FrontHandler implements Handler<NioChannel> {
  private static final ThreadLocal<@Nullable HttpConnection> CURRENT = new ThreadLocal<>();

  private final FrontEndpoint endpoint;
  private final Handler<NioChannel> http;

  FrontHandler(FrontEndpoint endpoint, Handler<NioChannel> http) {
    this.endpoint = endpoint;
    this.http = http;
  }

  /** The connection that this thread is at; null if none. */
  static @Nullable HttpConnection current() {
    return CURRENT.get();
  }

  @Override
  public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
    HttpConnection connection = endpoint.open().of(socket.getSocket().getIOChannel());
    if (connection == null) {
      return http.process(socket, event);
    }
    if (connection.late()) {
      tell(socket);
      return SocketState.CLOSED;
    }
    connection.busy(true);
    CURRENT.set(connection);
    try {
      SocketState state = http.process(socket, event);
      watchHead(connection, socket, state);
      return state;
    } finally {
      CURRENT.remove();
      connection.busy(false);
    }
  }

  // Tomcat says LONG where the head is not complete, or the answer is to come from elsewhere.
  private void watchHead(
      HttpConnection connection, SocketWrapperBase<NioChannel> socket, SocketState state) {
    boolean partial =
        state == SocketState.LONG
            && socket.getCurrentProcessor() instanceof AbstractProcessor p
            && !p.isAsync()
            && !p.isUpgrade();
    if (!partial) {
      connection.nothingDue();
      return;
    }
    AbstractProcessor processor = (AbstractProcessor) socket.getCurrentProcessor();
    long answered = processor.getRequest().getRequestProcessor().getRequestCount();
    if (!connection.isDue() || answered != connection.requestsBefore()) {
      connection.requestsBefore(answered);
      connection.due(System.nanoTime() + endpoint.limits().head().toNanos());
    }
  }

  // RFC 9110 §15.5.9: who is told 408 is told that the connection ends, too.
  private static void tell(SocketWrapperBase<NioChannel> socket) {
    byte[] answer = ProblemDocument.whole(408);
    try {
      socket.write(false, answer, 0, answer.length);
      socket.flush(false);
    } catch (IOException gone) {
      // Nobody is there to read it.
      return;
    }
  }

  @Override
  public @Nullable Object getGlobal() {
    return http.getGlobal();
  }

  @Override
  public void release(SocketWrapperBase<NioChannel> socket) {
    endpoint.open().remove(socket.getSocket().getIOChannel());
    http.release(socket);
  }

  @Override
  public void pause() {
    http.pause();
  }

  @Override
  public void recycle() {
    http.recycle();
  }
}
