// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * OpenSSL's {@code s_client} or {@code s_server} as one end of a DTLS-SRTP handshake, in a process
 * of its own. Telephones built on libre, as baresip is, leave DTLS and its timers to this library.
 */
@NullMarked
final class Openssl implements AutoCloseable {
  /** Long enough for a handshake whose client gives up after 20 s. */
  private static final int PATIENCE_SECONDS = 60;

  /** A certificate, and its key, in files. */
  record Identity(Path certificate, Path key) {
    /** Has OpenSSL make them, in this folder. */
    static Identity in(Path folder) throws IOException, InterruptedException {
      Identity made = new Identity(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
      Process process =
          new ProcessBuilder(
                  ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                          + " -subj /CN=peer -out "
                          + made.certificate
                          + " -keyout "
                          + made.key)
                      .split(" ", -1))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("req.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("req.log")));
      }
      return made;
    }

    CertificateFingerprint fingerprint() throws IOException {
      try (var in = Files.newInputStream(certificate)) {
        byte[] der = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
        return CertificateFingerprint.of(der, "sha-256");
      } catch (CertificateException e) {
        throw new IOException(e);
      }
    }
  }

  private final Process process;
  private final BufferedReader out;

  private Openssl(List<String> role, Identity identity) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(role);
    command.addAll(List.of("-dtls1_2", "-use_srtp", "SRTP_AES128_CM_SHA1_80"));
    // Its flights are cut as on Ethernet, not as on the loopback.
    command.addAll(List.of("-mtu", "1472"));
    command.addAll(List.of("-cert", identity.certificate.toString()));
    command.addAll(List.of("-key", identity.key.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    out = process.inputReader();
  }

  /** One that begins a handshake, at once. */
  static Openssl client(InetSocketAddress to, Identity identity) throws IOException {
    return new Openssl(List.of("s_client", "-connect", text(to)), identity);
  }

  /** One that waits for one handshake. */
  static Openssl server(Identity identity) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new Openssl(
        List.of("s_server", "-naccept", "1", "-verify", "1", "-accept", text(any)), identity);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Where a server waits. */
  InetSocketAddress address() throws IOException {
    String line = until("ACCEPT ");
    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Waits until the handshake is over on this end; fails if it does not succeed. */
  void established() throws IOException {
    until("SRTP Extension negotiated, profile=SRTP_AES128_CM_SHA1_80");
  }

  private String until(String wanted) throws IOException {
    List<String> said = new ArrayList<>();
    CompletableFuture<Process> unused =
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(e -> end());
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(wanted)) {
        return line;
      }
      said.add(line);
    }
    throw new IOException("OpenSSL did not say " + wanted + ", but " + said);
  }

  private Process end() {
    return process.destroyForcibly();
  }

  @Override
  public void close() {
    end().onExit().join();
  }
}
