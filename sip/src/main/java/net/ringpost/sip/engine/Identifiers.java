// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Via;
import org.jspecify.annotations.Nullable;

/**
 * Makes branches, tags and Call-IDs: unguessable if the given generator is. They have no vowels, so
 * that no header's name can stand in one: some peers look for {@code CSeq} in the whole message,
 * and took the middle of one tag in two million for it (SIPp 3.6).
 */
public final class Identifiers {
  private static final byte[] LETTERS =
      "0123456789bcdfghjklmnpqrstvwxyz-".getBytes(StandardCharsets.ISO_8859_1);

  private static final int BITS = 5;
  private static final int MASK = LETTERS.length - 1;

  private final RandomGenerator random;
  private final long secret;

  Identifiers(RandomGenerator random) {
    this.random = random;
    this.secret = random.nextLong();
  }

  /** A branch that identifies a transaction (RFC 3261 §8.1.1.7), 80 random bits. */
  public String branch() {
    return Via.MAGIC_COOKIE + text(16);
  }

  /** A tag (RFC 3261 §19.3), 60 random bits. */
  public String tag() {
    return text(12);
  }

  /** A Call-ID that says nothing about this host, 120 random bits. */
  public String callId() {
    return text(24);
  }

  /**
   * A To tag for an answer given without a transaction (RFC 3261 §8.2.7): the same each time the
   * same request comes, so that repeated answers are equal.
   */
  public String statelessTag(SipRequest request) {
    return text(fingerprint(request), 13);
  }

  /**
   * 64 bits that nobody outside can foresee: the same each time the same request comes, others for
   * any other, also for the same request with credentials.
   */
  public long fingerprint(SipRequest request) {
    long h = secret;
    h = mix(h, request.headers().field(HeaderName.CALL_ID));
    h = mix(h, request.headers().field(HeaderName.FROM));
    return mix(h, request.headers().field(HeaderName.CSEQ));
  }

  private static long mix(long seed, @Nullable HeaderField field) {
    return field == null ? seed : field.mixedInto(seed);
  }

  private String text(int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; ) {
      long bits = random.nextLong();
      for (int k = 0; k < Long.SIZE / BITS && i < length; k++, i++) {
        out[i] = LETTERS[(int) bits & MASK];
        bits >>>= BITS;
      }
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  private static String text(long value, int length) {
    byte[] out = new byte[length];
    long bits = value;
    for (int i = 0; i < length; i++) {
      out[i] = LETTERS[(int) bits & MASK];
      bits >>>= BITS;
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }
}
