// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues nonces that prove themselves, and sees to it that none is used twice with the same count
 * (RFC 7616 §3.3, §5.5).
 *
 * <p>A nonce is the time, the run of the service that made it, a serial number, and an HMAC-SHA-256
 * over these and the realm. Making one costs no memory but four bytes in a ring: the highest count
 * seen with it. The ring has a place for the newest {@code capacity} nonces; older ones, and those
 * of an earlier run of the service, are stale, never usable again. So whatever is forgotten only
 * ever costs a client one more round trip.
 *
 * <p>Not thread-safe: one event loop owns it. Times are milliseconds since 1970, since nonces
 * outlive the process that made them.
 */
public final class NonceBook {
  /** How long a nonce may be used, unless told otherwise. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  /** How many nonces are remembered unless told otherwise: 4 MiB. */
  public static final int DEFAULT_CAPACITY = 1 << 20;

  private static final int HEAD = 24;
  private static final int PROOF = 18;
  private static final int CHARACTERS = (HEAD + PROOF) / 3 * 4;

  /** What a nonce that came back is. */
  enum Standing {
    /** Ours, young enough, and this count was not used before. */
    FRESH,
    /** Ours, but too old, or forgotten. */
    STALE,
    /** Ours, but already used with this or a higher count. */
    USED,
    /** Not ours. */
    FOREIGN
  }

  private final Mac mac;
  private final byte[] realm;
  private final long lifetimeMillis;
  private final long run;
  private final int[] counts;
  private final byte[] buffer = new byte[HEAD + 32];
  private long issued;

  /** The fields of the nonce looked at last. */
  private long serial;

  private long madeMillis;

  /**
   * @param secret the service's own, 32 random bytes or more, kept over restarts so that nonces of
   *     the run before are recognised as stale
   * @param realm that the nonces are good for
   * @param lifetime how long a nonce may be used
   * @param capacity how many nonces are remembered; a power of two
   * @param run a random number, another one at each start of the service
   * @throws IllegalArgumentException if the secret is too short or the capacity no power of two
   */
  public NonceBook(byte[] secret, String realm, Duration lifetime, int capacity, long run) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the nonce secret must have 32 bytes or more");
    }
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("the capacity must be a power of two");
    }
    this.mac = hmac(secret);
    this.realm = realm.getBytes(StandardCharsets.UTF_8);
    this.lifetimeMillis = lifetime.toMillis();
    this.run = run;
    this.counts = new int[capacity];
  }

  /** With the usual lifetime and capacity. */
  public NonceBook(byte[] secret, String realm, long run) {
    this(secret, realm, DEFAULT_LIFETIME, DEFAULT_CAPACITY, run);
  }

  /** A new nonce: 56 characters that need no escaping. */
  public String issue(long nowMillis) {
    long number = issued++;
    counts[slot(number)] = 0;
    ByteBuffer.wrap(buffer).putLong(nowMillis).putLong(run).putLong(number);
    prove();
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(buffer, HEAD + PROOF));
  }

  /**
   * What a nonce is; changes nothing.
   *
   * @param count unsigned; with -1, the highest there is, the nonce must not have been used at all
   */
  Standing standing(String nonce, int count, long nowMillis) {
    if (!authentic(nonce)) {
      return Standing.FOREIGN;
    }
    ByteBuffer head = ByteBuffer.wrap(buffer);
    madeMillis = head.getLong();
    long maker = head.getLong();
    serial = head.getLong();
    boolean remembered = maker == run && serial < issued && serial >= issued - counts.length;
    if (!remembered || tooOld(nowMillis)) {
      return Standing.STALE;
    }
    int last = counts[slot(serial)];
    boolean unused = count == -1 ? last == 0 : Integer.compareUnsigned(count, last) > 0;
    return unused ? Standing.FRESH : Standing.USED;
  }

  /** Notes that the nonce which {@link #standing} looked at last was used with this count. */
  void use(int count) {
    counts[slot(serial)] = count;
  }

  /** Whether the nonce looked at last has more than half of its life behind it. */
  boolean ageing(long nowMillis) {
    return nowMillis - madeMillis > lifetimeMillis / 2;
  }

  // Also when the clock was set back by much: a nonce from the future would live for ever.
  private boolean tooOld(long nowMillis) {
    long age = nowMillis - madeMillis;
    return age > lifetimeMillis || age < -lifetimeMillis;
  }

  private boolean authentic(String nonce) {
    if (nonce.length() != CHARACTERS) {
      return false;
    }
    byte[] given;
    try {
      given = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException notOurAlphabet) {
      return false;
    }
    System.arraycopy(given, 0, buffer, 0, HEAD);
    prove();
    byte[] proof = Arrays.copyOfRange(buffer, HEAD, HEAD + PROOF);
    return MessageDigest.isEqual(proof, Arrays.copyOfRange(given, HEAD, HEAD + PROOF));
  }

  private void prove() {
    mac.update(buffer, 0, HEAD);
    mac.update(realm);
    try {
      mac.doFinal(buffer, HEAD);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("the buffer holds no HMAC", e);
    }
  }

  private int slot(long number) {
    return (int) number & counts.length - 1;
  }

  private static Mac hmac(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
    }
  }
}
