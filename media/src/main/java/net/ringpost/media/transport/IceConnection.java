// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.RemoteCandidate;
import org.jspecify.annotations.Nullable;

/** Finds a path to the peer (RFC 8445) with ice4j over our own ports. */
final class IceConnection implements AutoCloseable {
  /** Hears how it went, on a thread of the ICE library. */
  interface Listener {
    void connected();

    void failed(String reason);
  }

  private final Agent agent = new Agent();
  private final IceMediaStream stream = agent.createMediaStream("audio");
  private final Map<LocalPort, StunSocket> sockets;
  private final Map<Integer, Component> components = new HashMap<>();
  private final Map<Integer, IceRoute> routes = new HashMap<>();
  private final Listener listener;
  private RemoteTransport.@Nullable Ice remote;
  private volatile boolean closed;

  /**
   * @param rtcp whether to have a second component
   * @throws IOException when the ICE library cannot use the ports
   */
  IceConnection(List<LocalPort> ports, boolean rtcp, Listener listener) throws IOException {
    this.listener = listener;
    agent.setUseDynamicPorts(false);
    OwnPortsHarvester harvester = new OwnPortsHarvester(ports);
    agent.addCandidateHarvester(harvester);
    for (int id = 1; id <= (rtcp ? 2 : 1); id++) {
      components.put(id, agent.createComponent(stream, KeepAliveStrategy.SELECTED_ONLY, false));
      routes.put(id, new IceRoute());
    }
    sockets = harvester.sockets();
    stream.addPairChangeListener(this::onPair);
    agent.addStateChangeListener(this::onState);
  }

  String ufrag() {
    return agent.getLocalUfrag();
  }

  String password() {
    return agent.getLocalPassword();
  }

  RemoteTransport.@Nullable Ice remote() {
    return remote;
  }

  /** Our candidates, best first. */
  List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    components.forEach(
        (id, component) -> {
          for (LocalCandidate c : component.getLocalCandidates()) {
            all.add(
                new Candidate(
                    c.getFoundation(),
                    id,
                    c.getPriority(),
                    new InetSocketAddress(
                        c.getTransportAddress().getAddress(), c.getTransportAddress().getPort()),
                    c.getType().toString()));
          }
        });
    return all;
  }

  IceRoute route(int component) {
    IceRoute route = routes.get(component);
    if (route == null) {
      throw new IllegalArgumentException("no component " + component);
    }
    return route;
  }

  /** Begins the checks. A component for which the peer has no candidate is given up. */
  void start(RemoteTransport.Ice peer, boolean controlling, boolean mux) {
    remote = peer;
    agent.setControlling(controlling || peer.lite());
    stream.setRemoteUfrag(peer.ufrag());
    stream.setRemotePassword(peer.password());
    Component second = components.get(2);
    if (mux && second != null) {
      stream.removeComponent(second);
    }
    for (Candidate candidate : peer.candidates()) {
      Component component = components.get(candidate.component());
      if (component != null && !(mux && candidate.component() == 2)) {
        addRemote(component, candidate);
      }
    }
    agent.startConnectivityEstablishment();
  }

  private void addRemote(Component component, Candidate candidate) {
    TransportAddress address =
        new TransportAddress(
            candidate.address().getAddress(), candidate.address().getPort(), Transport.UDP);
    route(component.getComponentID()).know(candidate.address());
    component.addRemoteCandidate(
        new RemoteCandidate(
            address,
            component,
            CandidateType.parse(candidate.type()),
            candidate.foundation(),
            candidate.priority(),
            null));
  }

  /** Takes a received STUN packet. */
  void onStun(LocalPort port, InetSocketAddress from, byte[] data, int length) {
    StunSocket socket = sockets.get(port);
    if (socket != null) {
      boolean unused = socket.offer(Arrays.copyOf(data, length), from);
    }
  }

  private void onPair(PropertyChangeEvent event) {
    if (event.getSource() instanceof CandidatePair pair
        && IceMediaStream.PROPERTY_PAIR_VALIDATED.equals(event.getPropertyName())) {
      IceRoute route = routes.get(pair.getParentComponent().getComponentID());
      if (route != null) {
        route.know(plain(pair.getRemoteCandidate().getTransportAddress()));
      }
    }
  }

  private void onState(PropertyChangeEvent event) {
    Object state = event.getNewValue();
    if (closed) {
      return;
    }
    if (state == IceProcessingState.COMPLETED) {
      components.forEach(this::select);
      listener.connected();
    } else if (state == IceProcessingState.FAILED) {
      listener.failed(
          "no way was found between the two telephones (ICE): a firewall may block UDP");
    }
  }

  private void select(int id, Component component) {
    CandidatePair pair = component.getSelectedPair();
    if (pair == null) {
      return;
    }
    TransportAddress base = pair.getLocalCandidate().getBase().getTransportAddress();
    for (LocalPort port : sockets.keySet()) {
      if (port.component() == id && port.address().equals(plain(base))) {
        route(id)
            .select(new Route.Path(port, plain(pair.getRemoteCandidate().getTransportAddress())));
      }
    }
  }

  private static InetSocketAddress plain(TransportAddress address) {
    return new InetSocketAddress(address.getAddress(), address.getPort());
  }

  @Override
  public void close() {
    closed = true;
    agent.free();
    sockets.values().forEach(StunSocket::close);
  }
}
