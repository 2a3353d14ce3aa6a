// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets, the clock and the signalling thread: binds UDP, TCP and TLS on one event loop, drives
 * the engine, frames and parses what comes in. The only package that knows Netty.
 *
 * <p>{@link net.ringpost.sip.transport.SipTransport} is the way in.
 */
@NullMarked
package net.ringpost.sip.transport;

import org.jspecify.annotations.NullMarked;
