// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.server.signalling.Signalling;
import net.ringpost.sip.engine.EngineCounts;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transport.SipTransport;

/** What Prometheus is told of signalling. */
final class SignallingMetrics implements MeterBinder {
  private final SipTransport transport;
  private final Signalling signalling;
  private volatile Sample sample = new Sample(0, 0, 0);

  /** What only the signalling thread may look at, as it was at most a second ago. */
  private record Sample(int terminals, int transactions, int underWay) {}

  SignallingMetrics(SipTransport transport, Signalling signalling) {
    this.transport = transport;
    this.signalling = signalling;
    ScheduledExecutorService loop = transport.loop();
    var unused = loop.scheduleAtFixedRate(() -> sample = look(signalling), 0, 1, TimeUnit.SECONDS);
  }

  private Sample look(Signalling signalling) {
    EngineCounts counts = transport.engine().counts();
    return new Sample(signalling.location().size(), counts.transactions(), signalling.underWay());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (TransportProtocol p :
        new TransportProtocol[] {
          TransportProtocol.UDP, TransportProtocol.TCP, TransportProtocol.TLS
        }) {
      String name = p.name().toLowerCase(Locale.ROOT);
      FunctionCounter.builder(
              "ringpost.sip.packets", transport, t -> t.counts().in().getOrDefault(p, 0L))
          .description("SIP messages")
          .tags("direction", "in", "protocol", name)
          .register(registry);
      FunctionCounter.builder(
              "ringpost.sip.packets", transport, t -> t.counts().out().getOrDefault(p, 0L))
          .description("SIP messages")
          .tags("direction", "out", "protocol", name)
          .register(registry);
    }
    FunctionCounter.builder("ringpost.sip.malformed", transport, t -> t.counts().malformed())
        .description("SIP messages that nobody can understand")
        .register(registry);
    Gauge.builder("ringpost.sip.connections", transport, t -> t.counts().connections())
        .description("open TCP and TLS connections")
        .register(registry);
    FunctionCounter.builder("ringpost.overload.refused", signalling, Signalling::refused)
        .description("new requests that were answered 503 as more came than could be served")
        .register(registry);
    FunctionCounter.builder("ringpost.overload.unread", transport, t -> t.counts().unread())
        .description("packets thrown away as too old when an overload was noticed")
        .register(registry);
    Gauge.builder("ringpost.overload.refusing", () -> transport.overload().refusing())
        .description("share of new requests that is refused now, 0 to 1; above 0: overloaded")
        .register(registry);
    Gauge.builder("ringpost.terminals", () -> sample.terminals())
        .description("registered terminals")
        .register(registry);
    Gauge.builder("ringpost.sip.transactions", () -> sample.transactions())
        .description("live SIP transactions")
        .register(registry);
    Gauge.builder("ringpost.requests.forwarded", () -> sample.underWay())
        .description("requests that are at terminals and not answered yet")
        .register(registry);
  }
}
