// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transactions that are alive. */
final class Transactions {
  private final Map<TransactionKey, ClientTransaction> clients = new HashMap<>();
  private final Map<TransactionKey, ServerTransaction> servers = new HashMap<>();
  private int inviteClients;
  private int inviteServers;

  @Nullable ClientTransaction client(TransactionKey key) {
    return clients.get(key);
  }

  @Nullable ServerTransaction server(TransactionKey key) {
    return servers.get(key);
  }

  void add(ClientTransaction t) {
    clients.put(t.key, t);
    inviteClients += t instanceof InviteClientTransaction ? 1 : 0;
  }

  void add(ServerTransaction t) {
    servers.put(t.key, t);
    inviteServers += t instanceof InviteServerTransaction ? 1 : 0;
  }

  void remove(ClientTransaction t) {
    if (clients.remove(t.key, t) && t instanceof InviteClientTransaction) {
      inviteClients--;
    }
  }

  void remove(ServerTransaction t) {
    if (servers.remove(t.key, t) && t instanceof InviteServerTransaction) {
      inviteServers--;
    }
  }

  /** Looks at all of them: flows break rarely. */
  List<ClientTransaction> clientsOver(Flow flow) {
    List<ClientTransaction> out = new ArrayList<>();
    for (ClientTransaction t : clients.values()) {
      if (t.flow().sameWay(flow)) {
        out.add(t);
      }
    }
    return out;
  }

  EngineCounts counts(int lingering, int deadlines) {
    return new EngineCounts(
        inviteClients,
        clients.size() - inviteClients,
        inviteServers,
        servers.size() - inviteServers,
        lingering,
        deadlines);
  }
}
