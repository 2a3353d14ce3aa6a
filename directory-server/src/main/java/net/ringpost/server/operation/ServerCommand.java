// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import net.ringpost.db.account.Reach;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.transport.TlsIdentity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./ringpost server}: runs the service in the foreground. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the directory server until it is told to stop (Ctrl-C, SIGTERM).",
      "Every option may also be an environment variable: --http-port is RINGPOST_HTTP_PORT."
    })
public final class ServerCommand implements Callable<Integer>, OptionCheck.Together {
  @Mixin AccountOptions storage = new AccountOptions();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      converter = OptionValues.OwnAddress.class,
      description = "listen at this address only (default: all)")
  @Nullable InetAddress bind;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "site and REST; 0 for a free one (default: 8080)")
  @Range(from = 0, to = 65535)
  int httpPort = 8080;

  @Option(
      names = "--sip-port",
      paramLabel = "PORT",
      description = "SIP over UDP and TCP; 0 for a free one (default: 5060)")
  @Range(from = 0, to = 65535)
  int sipPort = 5060;

  @Option(
      names = "--sips-port",
      paramLabel = "PORT",
      description = "SIP over TLS; 0 for a free one (default: 5061)")
  @Range(from = 0, to = 65535)
  int sipsPort = 5061;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      split = ",",
      converter = OptionValues.Domain.class,
      description =
          "a domain of ours; may be repeated (default: whatever name or address members use)")
  List<String> domains = new ArrayList<>();

  @Option(
      names = "--trusted-peer",
      paramLabel = "CIDR",
      split = ",",
      converter = OptionValues.Cidr.class,
      description = "requests from these addresses are not challenged: a gateway, an SBC")
  List<String> trusted = new ArrayList<>();

  @Option(
      names = "--forwarded-by",
      paramLabel = "CIDR",
      converter = OptionValues.Cidr.class,
      split = ",",
      description =
          "reverse proxies before the site: from these addresses X-Forwarded-For, -Proto, -Host and"
              + " Forwarded are believed; may be repeated")
  List<String> forwardedBy = new ArrayList<>();

  @Option(names = "--closed", description = "only members may call members")
  boolean closed;

  @Option(
      names = "--record-route",
      paramLabel = "auto|always",
      description =
          "stay between two terminals unless they are known to reach each other, or always"
              + " (default: auto)")
  RecordRoutePolicy stay = RecordRoutePolicy.AUTO;

  @Option(
      names = "--reach",
      paramLabel = "ring|handover",
      description =
          "how members are reached who have not chosen: the server rings them, or may tell a caller"
              + " where they are (default: ring)")
  Reach reach = Reach.RING;

  @Mixin SignUpOptions signUp = new SignUpOptions();

  @Mixin VoicemailOptions voicemail = new VoicemailOptions();

  @Mixin SiteOptions site = new SiteOptions();

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      converter = OptionValues.ReadableFile.class,
      description =
          "certificate chain for SIP over TLS, PEM (default: one that is made at the first start)")
  @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      converter = OptionValues.ReadableFile.class,
      description = "its private key, PEM")
  @Nullable Path certificateKey;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void check() {
    if ((certificate == null) != (certificateKey == null)) {
      throw new IllegalArgumentException(
          "--tls-certificate and --tls-key belong together: give both");
    }
    checkIdentity();
    differ("--sip-port", sipPort, "--sips-port", sipsPort);
    differ("--http-port", httpPort, "--sip-port", sipPort);
    differ("--http-port", httpPort, "--sips-port", sipsPort);
    PortCheck ports = new PortCheck();
    ports.check("--http-port", bind, httpPort);
    ports.check("--sip-port", bind, sipPort);
    ports.check("--sips-port", bind, sipsPort);
  }

  private void checkIdentity() {
    if (certificate == null || certificateKey == null) {
      return;
    }
    try {
      var unused = TlsIdentity.ofFiles(certificate, certificateKey);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--tls-certificate and --tls-key cannot be used: "
              + e.getMessage()
              + " PEM files belong here, as a certificate authority gives them",
          e);
    }
  }

  private static void differ(String option, int port, String other, int otherPort) {
    if (port != 0 && port == otherPort) {
      throw new IllegalArgumentException(
          "%s and %s are both %d: they must differ".formatted(option, other, port));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    DirectoryServer server =
        DirectoryServer.start(this, line -> spec.commandLine().getOut().println(line));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    spec.commandLine().getOut().println(server.readyLine());
    spec.commandLine().getOut().flush();
    stopped.await();
    return 0;
  }
}
