// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import net.ringpost.sip.message.TransportProtocol;

/** The ports at which we listen; for all threads. */
final class Ports {
  private final Map<TransportProtocol, Integer> bound = new ConcurrentHashMap<>();

  void bound(TransportProtocol protocol, int port) {
    bound.put(protocol, port);
  }

  OptionalInt served(TransportProtocol protocol) {
    Integer port = bound.get(protocol);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /**
   * The port that names us on this transport. If we do not listen there, answers and requests come
   * over the connection that we open, and the number only has to be one: the default port.
   */
  int of(TransportProtocol protocol) {
    return served(protocol).orElse(protocol.defaultPort());
  }
}
