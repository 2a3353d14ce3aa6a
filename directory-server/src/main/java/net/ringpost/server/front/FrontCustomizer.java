// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts the rules of this package before everything that Spring's web server does. */
public final class FrontCustomizer
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
  // Of one read or write; the deadlines of HttpLimits are for the whole.
  private static final int SILENCE_MILLIS = 10_000;

  private final HttpLimits limits;
  private final Predicate<InetAddress> proxies;

  /**
   * @param proxies who is believed when it says whom a request comes from
   */
  public FrontCustomizer(HttpLimits limits, Predicate<InetAddress> proxies) {
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(FrontProtocol.class.getName());
    factory.addConnectorCustomizers(this::customize);
    factory.addEngineValves(new FrontValve(limits, proxies), new ProblemReport());
    factory.addContextCustomizers(FrontCustomizer::withoutPages);
  }

  private void customize(Connector connector) {
    FrontProtocol protocol = (FrontProtocol) connector.getProtocolHandler();
    protocol.limit(limits, proxies);
    protocol.setConnectionTimeout(SILENCE_MILLIS);
    // Whoever asks first whether a body is welcome is told before it is sent.
    protocol.setContinueResponseTiming("onRead");
    // A body that comes slowly must not hold one of few threads.
    protocol.setExecutor(new VirtualThreadExecutor("http-"));
    connector.setMaxPostSize(limits.bodyBytes());
  }

  // Tomcat's pages tell what the server is made of.
  private static void withoutPages(Context context) {
    Container parent = context.getParent();
    if (parent instanceof StandardHost host) {
      host.setErrorReportValveClass("");
      for (Valve valve : host.getPipeline().getValves()) {
        if (valve instanceof ErrorReportValve) {
          host.getPipeline().removeValve(valve);
        }
      }
    }
  }

  /** After Spring's own. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
