// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;
import org.ice4j.socket.IceUdpSocketWrapper;

/**
 * Makes our own ports (also those on loopback, which the ICE library leaves out) host candidates.
 */
final class OwnPortsHarvester extends AbstractCandidateHarvester {
  private final List<LocalPort> ports;
  private final Map<LocalPort, StunSocket> sockets = new HashMap<>();

  OwnPortsHarvester(List<LocalPort> ports) {
    this.ports = ports;
  }

  @Override
  public boolean isHostHarvester() {
    return true;
  }

  @Override
  public Collection<LocalCandidate> harvest(Component component) {
    List<LocalCandidate> found = new ArrayList<>();
    for (LocalPort port : ports) {
      if (port.component() == component.getComponentID()) {
        found.add(candidate(component, port));
      }
    }
    return found;
  }

  private HostCandidate candidate(Component component, LocalPort port) {
    try {
      StunSocket socket = new StunSocket(port);
      sockets.put(port, socket);
      IceUdpSocketWrapper wrapper = new IceUdpSocketWrapper(socket);
      HostCandidate candidate = new HostCandidate(wrapper, component);
      component.addLocalCandidate(candidate);
      component.getParentStream().getParentAgent().getStunStack().addSocket(wrapper);
      return candidate;
    } catch (SocketException e) {
      throw new IllegalStateException("cannot make a socket", e);
    }
  }

  /** The ICE library's end of each port. */
  Map<LocalPort, StunSocket> sockets() {
    return Map.copyOf(sockets);
  }
}
