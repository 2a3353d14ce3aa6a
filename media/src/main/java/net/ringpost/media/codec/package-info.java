// SPDX-License-Identifier: Apache-2.0

/** Turns sound into RTP packets and back, and telephone digits (RFC 4733). */
@NullMarked
package net.ringpost.media.codec;

import org.jspecify.annotations.NullMarked;
