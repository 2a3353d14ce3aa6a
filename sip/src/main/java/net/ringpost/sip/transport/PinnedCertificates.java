// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that were seen at the first connection, one line each: {@code host:port
 * sha256:…}. The file is read again each time, so that a line can be deleted while we run.
 */
final class PinnedCertificates {
  private final Path file;

  PinnedCertificates(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The fingerprint kept for a server; null if there is none. */
  synchronized @Nullable String of(String server) throws IOException {
    for (String line : lines()) {
      if (line.startsWith(server + " ")) {
        return line.substring(server.length() + 1).strip();
      }
    }
    return null;
  }

  /** Keeps the fingerprint, unless one is kept already. */
  synchronized void keep(String server, String fingerprint) throws IOException {
    if (of(server) != null) {
      return;
    }
    List<String> all = new ArrayList<>(lines());
    all.add(server + " " + fingerprint);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, all);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** SHA-256 over the whole certificate. */
  static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
