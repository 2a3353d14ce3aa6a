// SPDX-License-Identifier: Apache-2.0

/**
 * Sockets, ICE, DTLS-SRTP: carries the RTP and RTCP packets of one call, and never in clear where
 * encryption was agreed.
 */
@NullMarked
package net.ringpost.media.transport;

import org.jspecify.annotations.NullMarked;
