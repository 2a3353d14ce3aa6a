// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

/**
 * How a call that was answered ended.
 *
 * @param at milliseconds since 1970
 * @param failure the SIP status that a telephone gave as the cause, if it was no talk; 0 if it was
 *     one
 */
public record CallEndRow(long at, int failure) {}
