// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.time.Duration;
import java.util.Map;

/**
 * How much of the HTTP port one client may take.
 *
 * @param head the longest time from the first byte of a request's head to its last
 * @param body the longest time for a body of {@code bodyBytes}; larger ones are given a second more
 *     for each 100,000 bytes
 * @param bodyBytes the largest body, in bytes, where {@code uploads} has no other
 * @param uploads larger bodies: by method and path, such as {@code PUT /api/v1/me/greeting}, in
 *     bytes
 * @param connections how many one address (for IPv6: one /64) may hold
 * @param requests how many of one address may be under way at the same time
 */
public record HttpLimits(
    Duration head,
    Duration body,
    int bodyBytes,
    Map<String, Integer> uploads,
    int connections,
    int requests) {
  private static final int BYTES_PER_SECOND = 100_000;

  /** Makes the table of uploads its own. */
  public HttpLimits {
    uploads = Map.copyOf(uploads);
  }

  /** Those of a server: ten seconds for a head, twenty for a body of 64 KB, 256 connections. */
  public static HttpLimits usual(Map<String, Integer> uploads) {
    return new HttpLimits(
        Duration.ofSeconds(10), Duration.ofSeconds(20), 64 * 1024, uploads, 256, 64);
  }

  /** The largest body of such a request, in bytes. */
  int bytes(String method, String path) {
    return uploads.getOrDefault(method + " " + path, bodyBytes);
  }

  /** The longest time for a body of {@code bytes}. */
  Duration time(long bytes) {
    return body.plusSeconds(Math.max(0, bytes - bodyBytes) / BYTES_PER_SECOND);
  }
}
