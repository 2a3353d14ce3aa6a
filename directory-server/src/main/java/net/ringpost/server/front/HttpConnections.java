// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All connections, and those of each client by age. For any thread. */
final class HttpConnections {
  private final Map<SocketChannel, HttpConnection> all = new ConcurrentHashMap<>();
  private final Map<ClientPrefix, Set<HttpConnection>> byClient = new HashMap<>();
  private final int most;

  /**
   * @param most how many of one client's there may be
   */
  HttpConnections(int most) {
    this.most = most;
  }

  /** Whether a new connection may stay, and which one has to go for it. */
  record Admission(boolean admitted, @Nullable HttpConnection instead) {}

  /**
   * Adds one. A client that has too many gives up its oldest that no request keeps busy: whoever
   * shares an address with one that only holds connections is served nevertheless.
   */
  Admission add(HttpConnection added) {
    ClientPrefix client = added.client();
    HttpConnection instead = null;
    if (client != null) {
      synchronized (byClient) {
        Set<HttpConnection> held = byClient.computeIfAbsent(client, c -> new LinkedHashSet<>());
        if (held.size() >= most) {
          instead = held.stream().filter(c -> !c.busy()).findFirst().orElse(null);
          if (instead == null) {
            return new Admission(false, null);
          }
          held.remove(instead);
        }
        held.add(added);
      }
    }
    all.put(added.channel(), added);
    return new Admission(true, instead);
  }

  @Nullable HttpConnection of(SocketChannel channel) {
    return all.get(channel);
  }

  /** Forgets one; it may be forgotten already. */
  void remove(SocketChannel channel) {
    HttpConnection removed = all.remove(channel);
    ClientPrefix client = removed == null ? null : removed.client();
    if (removed == null || client == null) {
      return;
    }
    synchronized (byClient) {
      Set<HttpConnection> held = byClient.get(client);
      if (held != null && held.remove(removed) && held.isEmpty()) {
        byClient.remove(client);
      }
    }
  }

  /** Cuts off all that is overdue. */
  void cutLate(long now) {
    List<HttpConnection> seen = new ArrayList<>(all.values());
    seen.forEach(c -> c.cutIfLate(now));
  }
}
