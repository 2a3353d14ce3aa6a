// SPDX-License-Identifier: Apache-2.0
/**
 * Session descriptions (RFC 8866) and what an answer must be to an offer (RFC 3264). Knows nothing
 * of SIP.
 */
@NullMarked
package net.ringpost.sip.sdp;

import org.jspecify.annotations.NullMarked;
