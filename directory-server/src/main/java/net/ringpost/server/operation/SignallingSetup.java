// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import net.ringpost.db.location.JdbcBindingStore;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.server.account.AccountDirectory;
import net.ringpost.server.history.CallLog;
import net.ringpost.server.location.RegistrationEvent;
import net.ringpost.server.location.StoredBindings;
import net.ringpost.server.mwi.MwiNotifier;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.signalling.Signalling;
import net.ringpost.server.signalling.SignallingSettings;
import net.ringpost.server.voicemail.VoicemailAttendant;
import net.ringpost.server.voicemail.call.VoicemailServices;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TlsIdentity;
import net.ringpost.sip.transport.TransportOptions;
import org.jspecify.annotations.Nullable;

/** Makes signalling of the operator's choices. */
final class SignallingSetup {
  private final ServerCommand options;
  private final Storage storage;
  private final AccountDirectory people;
  private final Voicemails voicemails;
  private final Greetings greetings;
  private final ExecutorService writer;
  private final List<Integer> ports = new ArrayList<>();
  private volatile @Nullable Signalling signalling;
  private volatile @Nullable MwiNotifier mwi;

  SignallingSetup(
      ServerCommand options,
      Storage storage,
      AccountDirectory people,
      Voicemails voicemails,
      Greetings greetings,
      ExecutorService writer) {
    this.options = options;
    this.storage = storage;
    this.people = people;
    this.voicemails = voicemails;
    this.greetings = greetings;
    this.writer = writer;
  }

  /** A transport that does not listen yet. */
  static SipTransport transport(ServerCommand options, Path data) {
    TransportOptions wanted =
        options.bind == null ? TransportOptions.everywhere() : TransportOptions.at(options.bind);
    return SipTransport.create(
        wanted
            .withUdpPort(options.sipPort)
            .withTcpPort(options.sipPort)
            .withTls(options.sipsPort, identity(options, data)));
  }

  private static TlsIdentity identity(ServerCommand options, Path data) {
    Path certificate = options.certificate;
    Path key = options.certificateKey;
    try {
      if (certificate != null && key != null) {
        return TlsIdentity.ofFiles(certificate, key);
      }
      if (certificate != null || key != null) {
        throw new StartException("--tls-certificate and --tls-key belong together: give both");
      }
      Set<String> names = new LinkedHashSet<>(options.domains);
      names.addAll(machine(options.bind));
      return TlsIdentity.selfSigned(data, names);
    } catch (IOException e) {
      throw new StartException("The certificate for TLS cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Listens; the terminals that are on record are being read when this returns.
   *
   * @param calls told of every attempt to call
   */
  Signalling start(SipTransport transport, CallLog calls) {
    OwnHosts own = new OwnHosts(options.domains, machine(options.bind), List.of());
    SignallingSettings settings =
        new SignallingSettings(
            own, storage.realm(), options.trusted, options.closed, options.stay, options.reach);
    Signalling made =
        new Signalling(
            settings,
            new Signalling.Parts(
                people,
                new StoredBindings(
                    new JdbcBindingStore(storage.database()), InstantSource.system()),
                calls,
                (engine, wire) -> attendant(engine, wire, transport),
                transport.loop(),
                transport.overload(),
                writer,
                this::signedIn,
                new Signalling.Key(storage.signingKey())));
    signalling = made;
    transport.start(made::over);
    for (TransportProtocol p :
        List.of(TransportProtocol.UDP, TransportProtocol.TCP, TransportProtocol.TLS)) {
      ports.add(transport.bound(p).getPort());
    }
    mwi().know(voicemails.counts());
    voicemails.listen(mwi()::changed);
    own.listensAt(ports);
    made.start();
    return made;
  }

  private Attendant attendant(Engine engine, Transport wire, SipTransport transport) {
    ScheduledExecutorService loop = transport.loop();
    MwiNotifier made = new MwiNotifier(engine, wire, loop, this::terminals, System::nanoTime);
    mwi = made;
    PortRange ports = options.voicemail.ports;
    LineSettings line =
        LineSettings.standard()
            .withPorts(ports.first(), ports.last())
            .withEncryption(EncryptionPolicy.PLAIN_ALLOWED)
            .withAddresses(
                options.bind == null || options.bind.isAnyLocalAddress()
                    ? List.of()
                    : List.of(options.bind));
    return new VoicemailAttendant(
        new VoicemailServices(voicemails, greetings, options.voicemail.limits()),
        line,
        loop,
        () -> transport.overload().shedding(System.nanoTime()),
        made,
        engine,
        wire);
  }

  private MwiNotifier mwi() {
    return Objects.requireNonNull(mwi);
  }

  private void signedIn(RegistrationEvent event) {
    MwiNotifier l = mwi;
    if (l != null) {
      l.on(event);
    }
  }

  private List<Binding> terminals(long account) {
    Signalling s = signalling;
    long now = System.nanoTime();
    return s == null ? List.of() : s.location().bindings(account, now).targets(now);
  }

  /** The site listens at this port. */
  void siteListens(int httpPort) {
    Objects.requireNonNull(signalling).siteAt(options.site.address(), httpPort);
  }

  /** The ports of UDP, TCP and TLS, once it has started. */
  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** The machine's names and addresses; it answers at all of 127.0.0.0/8 without listing them. */
  private static Set<String> machine(@Nullable InetAddress bound) {
    Set<String> names = new LinkedHashSet<>(List.of("localhost"));
    if (bound != null && !bound.isAnyLocalAddress()) {
      names.add(bound.getHostAddress());
    }
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException nameless) {
      names.add("127.0.0.1");
    }
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(a -> a.getHostAddress().replaceFirst("%.*", ""))
          .forEach(names::add);
    } catch (SocketException noInterfaces) {
      names.addAll(List.of("127.0.0.1", "::1"));
    }
    return names;
  }
}
