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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import net.ringpost.db.calling.JdbcCallHistoryStore;
import net.ringpost.db.location.JdbcBindingStore;
import net.ringpost.server.account.AccountDirectory;
import net.ringpost.server.calling.Attendant;
import net.ringpost.server.calling.CallHistoryWriter;
import net.ringpost.server.calling.OwnHosts;
import net.ringpost.server.location.StoredBindings;
import net.ringpost.server.signalling.Signalling;
import net.ringpost.server.signalling.SignallingSettings;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TlsIdentity;
import net.ringpost.sip.transport.TransportOptions;
import org.jspecify.annotations.Nullable;

/** Makes signalling of the operator's choices. */
final class SignallingSetup {
  private final ServerCommand options;
  private final Storage storage;
  private final AccountDirectory people;
  private final ExecutorService writer;
  private final List<Integer> ports = new ArrayList<>();

  SignallingSetup(
      ServerCommand options, Storage storage, AccountDirectory people, ExecutorService writer) {
    this.options = options;
    this.storage = storage;
    this.people = people;
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

  /** Listens; the terminals that are on record are being read when this returns. */
  Signalling start(SipTransport transport) {
    OwnHosts own = new OwnHosts(options.domains, machine(options.bind), List.of());
    SignallingSettings settings =
        new SignallingSettings(
            own, storage.realm(), options.trusted, options.closed, options.stay, options.reach);
    Signalling signalling =
        new Signalling(
            settings,
            new Signalling.Parts(
                people,
                new StoredBindings(
                    new JdbcBindingStore(storage.database()), InstantSource.system()),
                new CallHistoryWriter(
                    new JdbcCallHistoryStore(storage.database()), transport.loop(), writer),
                (engine, wire) -> Attendant.NONE,
                transport.loop(),
                writer,
                change -> {},
                new Signalling.Key(storage.signingKey())));
    transport.start(signalling::over);
    for (TransportProtocol p :
        List.of(TransportProtocol.UDP, TransportProtocol.TCP, TransportProtocol.TLS)) {
      ports.add(transport.bound(p).getPort());
    }
    own.listensAt(ports);
    signalling.start();
    return signalling;
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
