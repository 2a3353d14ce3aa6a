// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

/** How the transport delimits messages (RFC 3261 §18.3). */
public enum Framing {
  /** One message a packet (UDP, a WebSocket frame): Content-Length may be missing. */
  DATAGRAM,
  /** A stream of bytes (TCP, TLS): Content-Length says where a message ends. */
  STREAM
}
