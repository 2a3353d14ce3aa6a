// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash that proves the knowledge of a password, RFC 7616 §3.4.1. Keeps its buffers and message
 * digests for the next time: not thread-safe.
 */
final class ResponseHash {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
  private final byte[] hash = new byte[DigestAlgorithm.SHA_256.size()];
  private byte[] text = new byte[512];
  private int length;

  ResponseHash() {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      digests.put(algorithm, algorithm.newDigest());
    }
  }

  /**
   * The response in hexadecimal digits, which stand at the beginning of {@link #bytes()} until the
   * next call.
   *
   * @param ha1 H(user:realm:password), raw
   * @param counted null for the form of RFC 2069
   * @return how many digits
   */
  int compute(
      DigestAlgorithm algorithm,
      byte[] ha1,
      String nonce,
      DigestCredentials.@Nullable Counted counted,
      String method,
      String uri) {
    MessageDigest digest = digests.get(algorithm);
    if (digest == null) {
      throw new IllegalStateException("no digest for " + algorithm);
    }
    int size = algorithm.size();
    length = 0;
    put(method).put(":").put(uri);
    digest(digest, size);
    byte[] ha2 = Arrays.copyOf(hash, size);
    length = 0;
    hex(ha1, size).put(":").put(nonce).put(":");
    if (counted != null) {
      put(counted.nc()).put(":").put(counted.cnonce()).put(":auth:");
    }
    hex(ha2, size);
    digest(digest, size);
    length = 0;
    hex(hash, size);
    return length;
  }

  byte[] bytes() {
    return text;
  }

  /** The same as a string. */
  String response(
      DigestAlgorithm algorithm,
      byte[] ha1,
      String nonce,
      DigestCredentials.@Nullable Counted counted,
      String method,
      String uri) {
    int digits = compute(algorithm, ha1, nonce, counted, method, uri);
    return new String(text, 0, digits, StandardCharsets.US_ASCII);
  }

  private void digest(MessageDigest digest, int size) {
    digest.update(text, 0, length);
    try {
      digest.digest(hash, 0, size);
    } catch (DigestException e) {
      throw new IllegalStateException("a buffer of " + size + " bytes was too small", e);
    }
  }

  private ResponseHash put(String part) {
    room(3 * part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c >= 128) {
        return putUtf8(part, i);
      }
      text[length++] = (byte) c;
    }
    return this;
  }

  private ResponseHash putUtf8(String part, int from) {
    byte[] rest = part.substring(from).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(rest, 0, text, length, rest.length);
    length += rest.length;
    return this;
  }

  private ResponseHash hex(byte[] raw, int size) {
    room(2 * size);
    for (int i = 0; i < size; i++) {
      text[length++] = HEX[raw[i] >> 4 & 15];
      text[length++] = HEX[raw[i] & 15];
    }
    return this;
  }

  private void room(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
  }
}
