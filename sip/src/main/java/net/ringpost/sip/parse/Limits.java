// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

/**
 * What is accepted at most. RFC 3261 sets no limits but lets a server refuse: 414 for the
 * Request-URI, 513 for a message, 413 for a body.
 *
 * @param headerBytes start line and headers with the empty line, in bytes
 * @param headerCount header fields
 * @param uriBytes Request-URI, in bytes
 * @param bodyBytes body on a stream, in bytes
 */
public record Limits(int headerBytes, int headerCount, int uriBytes, int bodyBytes) {
  /** 64 KiB of headers, 256 fields, a Request-URI of 8 KiB, a body of 1 MiB. */
  public static final Limits DEFAULT = new Limits(64 * 1024, 256, 8 * 1024, 1024 * 1024);
}
