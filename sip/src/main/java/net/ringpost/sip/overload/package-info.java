// SPDX-License-Identifier: Apache-2.0
/**
 * Overload control (RFC 6357, RFC 7339 §2, with a 503 as the only means that every client knows):
 * notices that more comes than can be done, and says which share of new work to take on. It knows
 * neither sockets nor messages nor the clock.
 */
@NullMarked
package net.ringpost.sip.overload;

import org.jspecify.annotations.NullMarked;
