// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import net.ringpost.sip.message.TransportProtocol;

/** What {@link TransportCounts} is made of; for all threads. */
final class Counters {
  private final Map<TransportProtocol, LongAdder> in = adders();
  private final Map<TransportProtocol, LongAdder> out = adders();
  final LongAdder malformed = new LongAdder();
  final LongAdder sendFailures = new LongAdder();
  final LongAdder connections = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder unread = new LongAdder();

  private static Map<TransportProtocol, LongAdder> adders() {
    Map<TransportProtocol, LongAdder> all = new EnumMap<>(TransportProtocol.class);
    for (TransportProtocol p : TransportProtocol.values()) {
      all.put(p, new LongAdder());
    }
    return all;
  }

  void in(TransportProtocol p) {
    Objects.requireNonNull(in.get(p)).increment();
  }

  void out(TransportProtocol p) {
    Objects.requireNonNull(out.get(p)).increment();
  }

  TransportCounts now() {
    return new TransportCounts(
        map(in),
        map(out),
        malformed.sum(),
        sendFailures.sum(),
        connections.intValue(),
        refused.sum(),
        dropped.sum(),
        unread.sum());
  }

  private static Map<TransportProtocol, Long> map(Map<TransportProtocol, LongAdder> adders) {
    Map<TransportProtocol, Long> map = new EnumMap<>(TransportProtocol.class);
    adders.forEach((p, n) -> map.put(p, n.sum()));
    return Map.copyOf(map);
  }
}
