// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.net.SocketException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.JdbcCallHistoryStore;
import net.ringpost.server.account.AccountController;
import net.ringpost.server.account.AccountDirectory;
import net.ringpost.server.account.AccountService;
import net.ringpost.server.account.MembershipWatch;
import net.ringpost.server.account.SignOut;
import net.ringpost.server.account.SignUps;
import net.ringpost.server.front.FrontCustomizer;
import net.ringpost.server.front.HttpLimits;
import net.ringpost.server.history.CallHistoryController;
import net.ringpost.server.site.SitePage;
import net.ringpost.server.voicemail.GreetingController;
import net.ringpost.server.voicemail.VoicemailController;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.server.web.MemberAuthenticationProvider;
import net.ringpost.server.web.SameOrigin;
import net.ringpost.server.web.WebConfiguration;
import net.ringpost.sip.proxy.TrustedPeers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.HandlerMapping;

/** The site, REST and what operators look at, on Spring's web server. */
final class Web implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Web(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * What the site shows and changes.
   *
   * @param signOut ends what a member's telephones have going on
   * @param memberships heeds what is changed about members
   * @param sipPorts UDP, TCP, TLS
   * @param siteUrl where members find the site; null if that is where they found it
   */
  record Parts(
      Storage storage,
      AccountDirectory people,
      SignOut signOut,
      MembershipWatch memberships,
      VoicemailSetup voicemail,
      SignallingMetrics metrics,
      List<Integer> sipPorts,
      @Nullable String siteUrl) {}

  /**
   * Starts it; it listens when the parts are known, not before.
   *
   * @throws StartException if its port is in use
   * @throws RuntimeException if there will be no parts
   */
  static Web start(ServerCommand options, CompletableFuture<Parts> parts) {
    // Spring would use a processor that has nothing to do to load classes ahead. During a start of
    // ours none is idle, and most of these classes are never needed.
    System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    try {
      return new Web(
          new SpringApplicationBuilder(WebConfiguration.class)
              .web(WebApplicationType.SERVLET)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(properties(options))
              .initializers(
                  context -> register((GenericApplicationContext) context, options, parts))
              .run());
    } catch (RuntimeException e) {
      throw explained(e, options.httpPort);
    }
  }

  private static void register(
      GenericApplicationContext c, ServerCommand options, CompletableFuture<Parts> parts) {
    TrustedPeers proxies = new TrustedPeers(options.forwardedBy);
    HttpLimits limits =
        HttpLimits.usual(Map.of("PUT " + GreetingController.PATH, GreetingController.MOST_BYTES));
    c.registerBean(FrontCustomizer.class, () -> new FrontCustomizer(limits, proxies));
    // All others are made when they are first needed.
    c.registerBean(Parts.class, parts::join, bean -> bean.setLazyInit(false));
    Supplier<AccountService> accounts =
        () -> {
          Parts p = parts.join();
          return new AccountService(p.storage().accounts(), p.people(), p.signOut());
        };
    c.registerBean(AccountService.class, accounts);
    SignUpOptions door = options.signUp;
    c.registerBean(
        SignUps.class,
        () -> new SignUps(accounts.get(), door.policy, door.perHour, System::nanoTime));
    c.registerBean(MembershipWatch.class, () -> parts.join().memberships());
    c.registerBean(
        CallHistoryStore.class, () -> new JdbcCallHistoryStore(parts.join().storage().database()));
    c.registerBean(
        MemberAuthenticationProvider.class,
        () ->
            new MemberAuthenticationProvider(
                parts.join().people()::find, parts.join().storage().realm()));
    c.registerBean(SameOrigin.class, () -> new SameOrigin(options.site.address()));
    c.registerBean(
        SitePage.class,
        () -> {
          List<Integer> ports = parts.join().sipPorts();
          String url = parts.join().siteUrl();
          return new SitePage(c.getBean(SignUps.class), ports.getFirst(), ports.getLast(), url);
        });
    c.registerBean(
        "database",
        DatabaseHealth.class,
        () -> new DatabaseHealth(parts.join().storage().database()));
    c.registerBean("disk", DiskWatch.class, () -> parts.join().voicemail().disk());
    c.registerBean(SignallingMetrics.class, () -> parts.join().metrics());
    c.registerBean(Voicemails.class, () -> parts.join().voicemail().voicemails());
    c.registerBean(
        VoicemailMetrics.class, () -> new VoicemailMetrics(parts.join().voicemail().voicemails()));
    c.registerBean(VoicemailController.class);
    c.registerBean(
        Greetings.class, () -> new Greetings(accounts.get(), parts.join().voicemail().contents()));
    c.registerBean(GreetingController.class);
    c.registerBean(AccountController.class);
    c.registerBean(CallHistoryController.class);
  }

  private static Map<String, Object> properties(ServerCommand options) {
    Map<String, Object> p = new LinkedHashMap<>();
    p.put("server.port", options.httpPort);
    p.put("management.metrics.system.diskspace.paths", options.storage.data.toString());
    if (options.bind != null) {
      p.put("server.address", options.bind.getHostAddress());
    }
    return p;
  }

  private static RuntimeException explained(RuntimeException failure, int port) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException) {
        return new StartException(
            "Port "
                + port
                + " (HTTP) is in use by another program: end it or choose another with"
                + " --http-port.",
            failure);
      }
      if (cause instanceof SocketException) {
        return new StartException(
            "Port "
                + port
                + " (HTTP) cannot be opened ("
                + cause.getMessage()
                + "): choose another with --http-port.",
            failure);
      }
    }
    return failure;
  }

  /** Where it listens. */
  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** All that leads to endpoints, in no order. */
  Collection<HandlerMapping> mappings() {
    return context.getBeansOfType(HandlerMapping.class).values();
  }

  @Override
  public void close() {
    context.close();
  }
}
