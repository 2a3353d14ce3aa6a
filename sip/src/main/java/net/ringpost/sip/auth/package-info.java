// SPDX-License-Identifier: Apache-2.0
/**
 * Digest authentication for SIP, both sides: RFC 7616, with the algorithms and the order of RFC
 * 8760. Strings and bytes in and out; knows nothing of SIP messages, sockets or clocks.
 */
@NullMarked
package net.ringpost.sip.auth;

import org.jspecify.annotations.NullMarked;
