// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/**
 * Writes a recording's file piece by piece, each of which can be appended as it is: each prefix of
 * whole pieces is a file that can be recovered. For one thread.
 */
interface MessageFile extends Track.Out {
  /** What the file begins with. */
  byte[] headers();

  /** What was added so far and can be written; empty when there is nothing. */
  byte[] pages();

  /** All that is left, and the end. */
  byte[] end();
}
