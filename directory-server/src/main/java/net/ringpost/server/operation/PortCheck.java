// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether this user may open the ports, before anything starts. */
final class PortCheck {
  private static final int FIRST_OF_ALL_USERS = 1024;

  /** Opens a port of TCP and closes it again. */
  @FunctionalInterface
  interface Trial {
    void open(@Nullable InetAddress address, int port) throws IOException;
  }

  private final Trial trial;

  /** One that really opens them. */
  PortCheck() {
    this(PortCheck::open);
  }

  PortCheck(Trial trial) {
    this.trial = trial;
  }

  private static void open(@Nullable InetAddress address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port), 1);
    }
  }

  /**
   * Looks at one; one that another program has is told of when it is needed.
   *
   * @throws IllegalArgumentException with a sentence for the operator, if this user may not open it
   */
  void check(String option, @Nullable InetAddress address, int port) {
    if (port < 1 || port >= FIRST_OF_ALL_USERS) {
      return;
    }
    try {
      trial.open(address, port);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied")) {
        throw new IllegalArgumentException(
            option
                + " "
                + port
                + ": this user may not open ports below 1024; choose a higher one, or give the"
                + " service the right to (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE)",
            e);
      }
    }
  }
}
