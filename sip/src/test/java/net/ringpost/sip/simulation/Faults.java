// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

/**
 * What the network does to datagrams.
 *
 * @param loss the share that is lost, 0 to 1
 * @param repeat the share that arrives twice
 * @param leastDelay in nanoseconds
 * @param mostDelay in nanoseconds; where it differs from the least, datagrams overtake each other
 */
record Faults(double loss, double repeat, long leastDelay, long mostDelay) {
  static final Faults NONE = new Faults(0, 0, 1_000_000, 1_000_000);
}
