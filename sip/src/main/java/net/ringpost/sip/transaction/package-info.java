// SPDX-License-Identifier: Apache-2.0
/**
 * The transaction machines of RFC 3261 §17 with the Accepted states of RFC 6026, as pure functions:
 * no socket, no clock, no randomness. {@link net.ringpost.sip.engine.Engine} drives them.
 */
@NullMarked
package net.ringpost.sip.transaction;

import org.jspecify.annotations.NullMarked;
