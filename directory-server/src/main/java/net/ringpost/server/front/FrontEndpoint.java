// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's socket, with two rules that Tomcat does not have: how many connections one client may
 * hold, and by when all of a head or of a body must be here. Tomcat's own timeouts begin anew with
 * each byte.
 */
final class FrontEndpoint extends NioEndpoint {
  private static final long STEP = Duration.ofMillis(250).toNanos();

  private HttpLimits limits = HttpLimits.usual(Map.of());
  private Predicate<InetAddress> proxies = address -> false;
  private HttpConnections open = new HttpConnections(limits.connections());
  private volatile @Nullable Thread watch;

  /**
   * To be called before it starts.
   *
   * @param proxies whose connections carry those of many, and are not counted
   */
  void limit(HttpLimits wanted, Predicate<InetAddress> proxies) {
    this.limits = wanted;
    this.proxies = proxies;
    open = new HttpConnections(wanted.connections());
  }

  HttpLimits limits() {
    return limits;
  }

  HttpConnections open() {
    return open;
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new FrontHandler(this, handler));
  }

  @Override
  public void startInternal() throws Exception {
    super.startInternal();
    Thread thread = Thread.ofPlatform().daemon().name("http-deadlines").unstarted(this::cutLate);
    // Before it starts: it ends as soon as it is not the one that is wanted.
    watch = thread;
    thread.start();
  }

  @Override
  public void stopInternal() {
    Thread ended = watch;
    watch = null;
    LockSupport.unpark(ended);
    super.stopInternal();
  }

  private void cutLate() {
    while (watch == Thread.currentThread()) {
      LockSupport.parkNanos(STEP);
      open.cutLate(System.nanoTime());
    }
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    HttpConnections.Admission admission = open.add(new HttpConnection(socket, client(socket)));
    HttpConnection instead = admission.instead();
    if (instead != null) {
      end(instead);
    }
    return admission.admitted() && super.setSocketOptions(socket);
  }

  private @Nullable ClientPrefix client(SocketChannel socket) {
    try {
      return socket.getRemoteAddress() instanceof InetSocketAddress peer
              && !proxies.test(peer.getAddress())
          ? ClientPrefix.of(peer.getAddress())
          : null;
    } catch (IOException gone) {
      return null;
    }
  }

  // As Tomcat's poller ends those that have been idle for too long.
  private void end(HttpConnection connection) {
    SocketWrapperBase<NioChannel> wrapper = connections.get(connection.channel());
    if (wrapper != null) {
      wrapper.setError(new IOException("a newer connection of the same client takes its place"));
      if (!processSocket(wrapper, SocketEvent.ERROR, true)) {
        wrapper.close();
      }
    }
  }

  @Override
  protected void destroySocket(SocketChannel socket) {
    open.remove(socket);
    super.destroySocket(socket);
  }
}
