// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** With ICE: the pair that was agreed; heard are only addresses that ICE knows of. */
final class IceRoute implements Route {
  private final Set<InetSocketAddress> known = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path selected;

  /** Adds an address that the peer named or that passed a check. */
  void know(InetSocketAddress address) {
    known.add(address);
  }

  /** Sets the agreed pair. */
  void select(Path path) {
    known.add(path.to());
    selected = path;
  }

  @Override
  public @Nullable Path path() {
    return selected;
  }

  @Override
  public boolean accepts(LocalPort port, InetSocketAddress from) {
    return known.contains(from);
  }

  @Override
  public void confirmed(LocalPort port, InetSocketAddress from) {
    // ICE has confirmed it already.
  }
}
