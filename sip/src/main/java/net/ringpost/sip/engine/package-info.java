// SPDX-License-Identifier: Apache-2.0
/**
 * Composes the pure machines into a SIP element: matches messages to transactions, keeps the
 * deadlines, performs the actions. Still no socket, no clock and no thread.
 */
@NullMarked
package net.ringpost.sip.engine;

import org.jspecify.annotations.NullMarked;
