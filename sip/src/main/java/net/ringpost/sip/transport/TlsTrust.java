// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.nio.file.Path;

/**
 * How the certificate of a server that we connect to is judged. The server's name is that of the
 * remote address of the flow, {@link java.net.InetSocketAddress#getHostString}.
 */
public sealed interface TlsTrust {
  /**
   * Trust on first use: a certificate that this machine's trust store accepts for the server's name
   * is accepted, and so is any other at the first connection. What was shown first is remembered:
   * of those that the store does not accept, only that one is accepted from then on, as with SSH
   * (DEVIATION RFC 5922 §7.3).
   *
   * @param file where the fingerprints are kept; made when the first is kept
   */
  record Pinned(Path file) implements TlsTrust {}

  /** Only what this machine's trust store accepts for the server's name. */
  record SystemTrust() implements TlsTrust {}
}
