// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The way between us and the peer for one component. For several threads. */
interface Route {
  /**
   * Where to send.
   *
   * @param from our port
   * @param to the peer's address
   */
  record Path(LocalPort from, InetSocketAddress to) {}

  /** The path now, null while there is none. */
  @Nullable Path path();

  /** Whether a packet that came from there may be from the peer. */
  boolean accepts(LocalPort port, InetSocketAddress from);

  /** Tells that a packet from there was really the peer's (in clear: looked like it). */
  void confirmed(LocalPort port, InetSocketAddress from);
}
