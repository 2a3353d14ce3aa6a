// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.time.Duration;

/**
 * What one connection, and all of them together, may take.
 *
 * @param idle a connection without any traffic for so long is closed
 * @param halfMessage how long the rest of a message may take to come; then the connection is closed
 * @param connect how long the other end may take to accept a connection of ours
 * @param handshake how long TLS may take to be set up
 * @param pong how long the answer to a keep-alive may take (RFC 5626 §4.4.1: 10 s)
 * @param connections open at once, at most; further ones are closed as soon as they come
 * @param perAddress of these from one remote address
 * @param writeBuffer bytes that may wait for a slow reader; above, its connection is closed
 */
public record StreamLimits(
    Duration idle,
    Duration halfMessage,
    Duration connect,
    Duration handshake,
    Duration pong,
    int connections,
    int perAddress,
    int writeBuffer) {
  /** 15 min, 20 s, 5 s, 10 s, 10 s; 20,000 connections, 1,000 of one address; 1 MiB. */
  public static final StreamLimits DEFAULT =
      new StreamLimits(
          Duration.ofMinutes(15),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          20_000,
          1_000,
          1 << 20);

  /**
   * @throws IllegalArgumentException if a value is not positive
   */
  public StreamLimits {
    for (Duration d : new Duration[] {idle, halfMessage, connect, handshake, pong}) {
      if (d.isNegative() || d.isZero()) {
        throw new IllegalArgumentException("durations must be positive");
      }
    }
    if (connections <= 0 || perAddress <= 0 || writeBuffer <= 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** With another {@link #idle}. */
  public StreamLimits withIdle(Duration d) {
    return new StreamLimits(
        d, halfMessage, connect, handshake, pong, connections, perAddress, writeBuffer);
  }

  /** With another {@link #halfMessage}. */
  public StreamLimits withHalfMessage(Duration d) {
    return new StreamLimits(
        idle, d, connect, handshake, pong, connections, perAddress, writeBuffer);
  }

  /** With another {@link #connect}. */
  public StreamLimits withConnect(Duration d) {
    return new StreamLimits(
        idle, halfMessage, d, handshake, pong, connections, perAddress, writeBuffer);
  }

  /** With another {@link #handshake}. */
  public StreamLimits withHandshake(Duration d) {
    return new StreamLimits(
        idle, halfMessage, connect, d, pong, connections, perAddress, writeBuffer);
  }

  /** With another {@link #pong}. */
  public StreamLimits withPong(Duration d) {
    return new StreamLimits(
        idle, halfMessage, connect, handshake, d, connections, perAddress, writeBuffer);
  }

  /** With other {@link #connections}, of which so many of one address. */
  public StreamLimits withConnections(int all, int ofOneAddress) {
    return new StreamLimits(
        idle, halfMessage, connect, handshake, pong, all, ofOneAddress, writeBuffer);
  }

  /** With another {@link #writeBuffer}. */
  public StreamLimits withWriteBuffer(int bytes) {
    return new StreamLimits(
        idle, halfMessage, connect, handshake, pong, connections, perAddress, bytes);
  }
}
